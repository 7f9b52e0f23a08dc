package standwith.sandbox;

import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import standwith.sandbox.mail.MailCatcher;
import standwith.sandbox.paypal.PayPal;
import standwith.sandbox.paypal.PayPalWeb;
import standwith.sandbox.stripe.Stripe;
import standwith.sandbox.stripe.StripeWeb;

/** The sandbox's own web server: nothing of the application's is in it, not even its configuration. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    ThymeleafAutoConfiguration.class
})
@Import({StripeWeb.class, PayPalWeb.class, Console.class, ConsoleActions.class, MailPage.class, Newspaper.class})
class SandboxWeb {

    private static final Map<String, String> PROPERTIES = Map.of(
            "spring.config.name", "sandbox",
            "spring.profiles.active", "",
            "spring.thymeleaf.prefix", "classpath:/sandbox/templates/",
            "spring.web.resources.static-locations", "classpath:/sandbox/static/",
            "spring.jmx.enabled", "false",
            // cookies do not care about ports: another name keeps the application's session alive
            "server.servlet.session.cookie.name", "sandbox",
            "server.servlet.session.tracking-modes", "cookie",
            // the Stripe SDK leaves its brackets as they are, which Tomcat would refuse
            "server.tomcat.relaxed-query-chars", "[,]",
            "server.shutdown", "immediate");

    static ConfigurableApplicationContext start(
            int port, Sandbox sandbox, Stripe stripe, PayPal paypal, Requests requests, MailCatcher mail) {
        var application = new SpringApplication(SandboxWeb.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        if (loggingIsSetUp()) {
            application.setListeners(application.getListeners().stream()
                    .filter(listener -> !(listener instanceof LoggingApplicationListener))
                    .toList());
        }
        application.addInitializers(context -> {
            var beans = (GenericApplicationContext) context;
            // the sandbox closes this context, not the other way round
            beans.registerBean(Sandbox.class, () -> sandbox, bean -> bean.setDestroyMethodName(""));
            beans.registerBean(Stripe.class, () -> stripe);
            beans.registerBean(PayPal.class, () -> paypal);
            beans.registerBean(Requests.class, () -> requests);
            beans.registerBean(MailCatcher.class, () -> mail, bean -> bean.setDestroyMethodName(""));
        });
        // as arguments, since they must win over the environment of the application
        return application.run(Stream.concat(
                        Stream.of("--server.port=" + port),
                        PROPERTIES.entrySet().stream()
                                .map(property -> "--" + property.getKey() + "=" + property.getValue()))
                .toArray(String[]::new));
    }

    /** A second Spring application would start the first one's logging over again. */
    private static boolean loggingIsSetUp() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getObject(LoggingSystem.class.getName()) != null;
    }
}
