package org.standwith.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.standwith.canary.Visitor.Answer;
import org.standwith.journeys.Stage;
import org.standwith.supporters.Device;

/** Some come back, by code or by link, and look at, change, prove, copy or end what there is of them. */
final class InTheAccount implements Flow {

    private static final int KINDS = 4;
    private static final Pattern ITEM = Pattern.compile("href=\"(/account/items/[0-9a-f-]{36})");
    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern PAYMENT = Pattern.compile("name=\"payment\" value=\"([0-9a-f]+)\"");

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        switch (visitor.person().number() % KINDS) {
            case 0 -> new Tab(stage, visitor).byCode();
            case 1 -> new Tab(stage, visitor).byLink();
            default -> {}
        }
    }

    /** With cookies of its own. */
    private static final class Tab {

        private final Stage stage;
        private final Visitor visitor;
        private final Map<String, String> cookies = new LinkedHashMap<>();
        private Answer page;

        Tab(Stage stage, Visitor visitor) throws Exception {
            this.stage = stage;
            this.visitor = visitor;
            cookies.put("who", visitor.person().message());
            page = open("/account/sign-in");
        }

        void byCode() throws Exception {
            List<String> codes = visitor.person().markers().stream()
                    .filter(marker -> marker.field() == Field.CODE)
                    .map(Marker::text)
                    .toList();
            if (codes.isEmpty()) {
                return;
            }
            page = send("/account/sign-in/code", Map.of("code", codes.getFirst()));
            assertThat(page.location()).as(page.body()).contains("/account?locale=en");
            doAll();
        }

        void byLink() throws Exception {
            String email = visitor.person().email();
            page = send("/account/sign-in/link", Map.of("email", email));
            assertThat(page.status()).isEqualTo(200);
            if (!stage.select("select count(*) from dossier").isEmpty() && gaveTheAddress()) {
                String link = Awaitility.await(
                                "a letter to person " + visitor.person().number())
                        .atMost(Duration.ofSeconds(60))
                        .until(
                                () -> stage.sandbox().mail().caught().stream()
                                        .filter(letter -> letter.to().equals(email))
                                        .flatMap(letter -> letter.links().stream())
                                        .toList(),
                                links -> !links.isEmpty())
                        .getFirst();
                page = open(link);
                page = send("/account/sign-in/open", Map.of());
                assertThat(page.location()).contains("/account?locale=en");
                doAll();
            }
        }

        /** As {@link Giving} has it. */
        private boolean gaveTheAddress() {
            int number = visitor.person().number();
            return number / 6 % 2 == 0 || number % 4 < 2;
        }

        private void doAll() throws Exception {
            page = open("/account");
            assertThat(page.status()).isEqualTo(200);
            Matcher payment = PAYMENT.matcher(page.body());
            Matcher item = ITEM.matcher(page.body());
            if (payment.find()) {
                Answer overview = page;
                String proving = FORM.matcher(page.body())
                        .results()
                        .map(each -> each.group(1))
                        .filter(each -> each.endsWith("/receipt"))
                        .findFirst()
                        .orElseThrow();
                assertThat(send(proving, Map.of("payment", payment.group(1))).status())
                        .isEqualTo(200);
                page = overview;
            }
            if (item.find()) {
                change(item.group(1));
            }
            page = open("/account/sessions");
            if (page.body().contains("data-passkey=\"add\"")) {
                addsAPasskeyAndUsesIt();
            }
            page = open("/account/data");
            if (visitor.person().number() % (5 * KINDS) == 1) {
                page = send("/account/data/erasure", Map.of("sure", "true"));
                assertThat(page.location().orElseThrow()).startsWith("/farewell/");
            } else {
                page = send("/account/sign-out", Map.of());
            }
        }

        private void addsAPasskeyAndUsesIt() throws Exception {
            String name = Person.alphanumeric(new Random());
            visitor.person().learn(Field.PASSKEY, name);
            Device device = new Device(name);
            String origin = stage.page("").toString();
            String form = "/account/passkeys";
            Answer asked = send(form, form + "/challenge", Map.of());
            Answer added = send(form, form, Map.of("answer", device.makes(asked.body(), origin)));
            assertThat(added.location().orElseThrow()).endsWith("told=ADDED");
            asked = send(form, "/account/sign-in/passkey/challenge", Map.of());
            Answer used =
                    send(form, "/account/sign-in/passkey", Map.of("answer", device.answers(asked.body(), origin)));
            assertThat(used.location().orElseThrow()).startsWith("/account?");
        }

        private void change(String item) throws Exception {
            page = open(item);
            if (page.body().contains("value=\"AMOUNT\"")) {
                page = send(item + "/preview", Map.of("kind", "AMOUNT", "amount", "nine"));
                page = send(item + "/preview", Map.of("kind", "AMOUNT", "amount", "9"));
                page = send(item + "/changes", Map.of());
                page = open(item + "/stop");
                page = send(item + "/changes", Map.of("kind", "END_WITH_PERIOD", "reason", "SAFETY"));
                page = open(item + "/changes/" + UUID.randomUUID());
            }
        }

        private Answer open(String address) throws Exception {
            return kept(visitor.get(address, "Cookie", written()));
        }

        private Answer send(String path, Map<String, String> fields) throws Exception {
            return send(path, path, fields);
        }

        /** With what this form of the page has hidden. */
        private Answer send(String form, String path, Map<String, String> fields) throws Exception {
            Map<String, String> all = new LinkedHashMap<>();
            FORM.matcher(page.body())
                    .results()
                    .filter(each -> each.group(1).equals(form))
                    .findFirst()
                    .ifPresent(each -> HIDDEN.matcher(each.group(2))
                            .results()
                            .forEach(hidden -> all.put(hidden.group(1), hidden.group(2))));
            assertThat(all).as("A form to " + form + " in " + page.body()).containsKey("_csrf");
            all.putAll(fields);
            return kept(visitor.form(path, all, "Cookie", written()));
        }

        private String written() {
            return cookies.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .reduce((one, other) -> one + "; " + other)
                    .orElse("");
        }

        private Answer kept(Answer answer) {
            for (String each : answer.headers().allValues("Set-Cookie")) {
                String[] parts = each.split(";", 2)[0].split("=", 2);
                cookies.put(parts[0], parts[1]);
            }
            return answer;
        }
    }
}
