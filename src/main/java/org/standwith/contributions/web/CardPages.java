package org.standwith.contributions.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.contributions.CardPayments;
import org.standwith.contributions.CardStep;
import org.standwith.contributions.Checkout;
import org.standwith.money.Amounts;
import org.standwith.pages.Elsewhere;
import org.standwith.pages.Words;
import org.standwith.payments.Providers;

/** Where a card is entered, in the provider's fields on a page of ours. */
@Controller
class CardPages {

    private final CardPayments cards;
    private final Amounts amounts;
    private final Providers providers;
    private final MessageSource messages;
    private final Contact contact;

    CardPages(CardPayments cards, Amounts amounts, Providers providers, MessageSource messages, Contact contact) {
        this.cards = cards;
        this.amounts = amounts;
        this.providers = providers;
        this.messages = messages;
        this.contact = contact;
    }

    @GetMapping("/checkout/" + ReturnPages.ID)
    ModelAndView show(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        Optional<CardStep> step = cards.card(id);
        if (step.isEmpty()) {
            return new ModelAndView(new Elsewhere(URI.create("/return/" + id)));
        }
        response.setHeader(
                "Content-Security-Policy",
                CardView.contentSecurityPolicy(step.get().browser()));
        Words words = new Words(messages, Speech.of(step.get().locale(), request, response));
        CardView view =
                CardView.of(step.get(), contact, words, others(step.get().checkout(), words));
        return new ModelAndView("contributions/card").addObject("card", view).addObject("contact", contact);
    }

    private List<String> others(Checkout checkout, Words words) {
        return ContributionOptions.methods(providers, amounts, checkout.total().getCurrencyUnit(), words).stream()
                .filter(each -> !each.provider().equals(checkout.provider().name()))
                .map(ContributionOptions.Method::label)
                .toList();
    }
}
