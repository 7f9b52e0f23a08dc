package org.standwith.contributions.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.standwith.contributions.Answers;
import org.standwith.contributions.CardPayments;
import org.standwith.contributions.Checkouts;
import org.standwith.money.Amounts;
import org.standwith.payments.Providers;
import org.standwith.risk.RiskPolicy;

/** Pages and JSON without database and security; what is behind them is played by mocks. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WebMvcTest(
        controllers = {
            AnswerPages.class,
            CardPages.class,
            CheckoutApi.class,
            ContributionOptionsApi.class,
            ContributePages.class,
            OtherWaysPages.class,
            ReturnPages.class
        },
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "org.standwith.(money|site).+Properties|.+site.Texts.*|.+Contact|.+Keeping|.+Homes|.+VisitorSignals"))
@AutoConfigureMockMvc(addFilters = false)
@Import(Amounts.class)
@TestPropertySource(properties = "standwith.base-url=https://give.example")
@MockitoBean(types = {Checkouts.class, CardPayments.class, Answers.class, Providers.class, RiskPolicy.class})
@interface WebTest {}
