package org.standwith.journeys;

/** What somebody has in their purse, and how they give by it on our own page. */
enum Card {
    AMERICAN("4242424242424242"),
    DECLINED("4000000000000002"),
    ASKING("4000002500003155"),
    RUSSIAN("4000006430000009"),
    FROM_HONG_KONG("4000003440000004"),
    OF_NO_COUNTRY("4000009990000005");

    static final String PAY = "#pay button[type=submit]";
    private static final String FIELDS = "#card iframe";
    private static final String BANK = "body > iframe";

    private final String number;

    Card(String number) {
        this.number = number;
    }

    String number() {
        return number;
    }

    /** Fills the form in as far as the fields for a card, in the browser's language or one that the address names. */
    static Browser toTheFields(Stage stage, Browser browser, String page, String cadence, String amount) {
        return browser.visit(stage.page(page))
                .click("input[name=cadence][value=" + cadence + "]")
                .type("#amount", amount)
                .click("input[name=provider][value=STRIPE]")
                .click("#acknowledged")
                .click("#contribute button[type=submit]")
                .arrives(stage.page("/checkout/").toString());
    }

    /** Enters it and presses the button. */
    Browser pays(Browser browser) {
        return browser.offers(PAY)
                .typeWithin(FIELDS, "#number", number)
                .typeWithin(FIELDS, "#expiry", "1244")
                .typeWithin(FIELDS, "#cvc", "123")
                .click(PAY);
    }

    /** Tells the bank, which asks over the page, that it is them, or fails to. */
    static Browser answers(Browser browser, boolean known) {
        return browser.clickWithin(BANK, known ? "#complete" : "#fail");
    }
}
