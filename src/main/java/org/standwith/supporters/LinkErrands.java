package org.standwith.supporters;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.UriComponentsBuilder;
import org.standwith.mail.Letter;
import org.standwith.mail.Outbox;
import org.standwith.pages.Words;
import org.standwith.supporters.SignInLinks.Link;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Links that were asked for. Whether anybody is known by an address is found out later and elsewhere: whoever asks gets the
 * same answer, after the same work, and so does whoever watches the database or counts letters that wait.
 */
@Service
public class LinkErrands {

    static final TaskDescriptor<byte[]> TASK = TaskDescriptor.of("sign-in-link", byte[].class);

    /** Where a link leads, below the address at which it was asked for. */
    public static final String PATH = "/account/sign-in/open";

    /** What is sealed; the names are in what is kept. */
    private record Errand(String address, String locale, URI home) {}

    private final SignInLinks links;
    private final Outbox outbox;
    private final Seals seals;
    private final MessageSource messages;
    private final Clock clock;
    private final ObjectProvider<SchedulerClient> tasks;
    private final JsonMapper json = JsonMapper.builder().build();

    LinkErrands(
            SignInLinks links,
            Outbox outbox,
            Seals seals,
            MessageSource messages,
            Clock clock,
            ObjectProvider<SchedulerClient> tasks) {
        this.links = links;
        this.outbox = outbox;
        this.seals = seals;
        this.messages = messages;
        this.clock = clock;
        this.tasks = tasks;
    }

    /** Whether links can be mailed at all. */
    public boolean areCarriedOut() {
        return outbox.isOpen();
    }

    /**
     * Has a link mailed to whoever gave this address, if anybody did.
     *
     * @param locale of the letter, and of the pages that it leads to
     * @param home the address of ours at which it was asked for, which is not blocked where they are
     */
    @Transactional
    public void ask(EmailAddress address, Locale locale, URI home) {
        String name = UUID.randomUUID().toString();
        byte[] sealed = sealed(name, address, locale, home);
        tasks.getObject().scheduleIfNotExists(TASK.instance(name).data(sealed).scheduledTo(clock.instant()));
    }

    byte[] sealed(String name, EmailAddress address, Locale locale, URI home) {
        Errand errand = new Errand(address.reveal(), locale.toLanguageTag(), home);
        return seals.seal(Compartment.ERRAND, name, json.writeValueAsBytes(errand));
    }

    /** Once, however often it is called. */
    @Transactional
    void carryOut(String name, byte[] sealed) {
        seals.open(Compartment.ERRAND, name, sealed)
                .map(plain -> json.readValue(plain, Errand.class))
                .ifPresent(errand -> {
                    EmailAddress address = EmailAddress.kept(errand.address());
                    links.make(UUID.fromString(name), address).ifPresent(link -> {
                        if (link.letterIsDue()) {
                            outbox.put(letter(address, errand, link));
                        } else {
                            outbox.pretend();
                        }
                    });
                });
    }

    private Letter letter(EmailAddress to, Errand errand, Link link) {
        Locale locale = Locale.forLanguageTag(errand.locale());
        Words words = new Words(messages, locale);
        URI target = UriComponentsBuilder.fromUri(errand.home())
                .path(PATH)
                .queryParam("token", link.secret().reveal())
                .queryParam("locale", words.language().toLanguageTag())
                .build()
                .toUri();
        return new Letter(
                to,
                words.language(),
                List.of(words.text("mail.sign-in"), words.text("mail.sign-in.not-you")),
                new Letter.Action(words.text("mail.sign-in.action"), target),
                link.until());
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        @Bean
        CustomTask<byte[]> signInLinkTask(LinkErrands errands) {
            return Tasks.custom(TASK)
                    .onFailureReschedule(FixedDelay.ofSeconds(10))
                    .execute((task, context) -> {
                        errands.carryOut(task.getId(), task.getData());
                        return (complete, operations) -> operations.remove();
                    });
        }
    }
}
