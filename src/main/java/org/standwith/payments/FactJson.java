package org.standwith.payments;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Facts as they are kept. The simple name of a fact's type and the names of its components are on disk: renaming one is
 * a migration.
 */
final class FactJson {

    private static final Map<String, Class<? extends Fact>> KINDS = leaves(Fact.class)
            .distinct()
            .filter(kind -> kind != Noticed.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Money.class, new MoneyWriter())
                    .addDeserializer(Money.class, new MoneyReader()))
            .build();

    private FactJson() {}

    /** @throws IllegalArgumentException for what is never kept */
    static String kind(Fact fact) {
        if (fact instanceof Noticed) {
            throw new IllegalArgumentException("Who is at risk is not written down");
        }
        return fact.getClass().getSimpleName();
    }

    /** @throws IllegalArgumentException for what is never kept */
    static String write(Fact fact) {
        kind(fact);
        return MAPPER.writeValueAsString(fact);
    }

    /** For people to read: the same, with its kind. */
    static Map<String, Object> told(Fact fact) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("kind", kind(fact));
        told.putAll(MAPPER.convertValue(fact, new TypeReference<Map<String, Object>>() {}));
        return told;
    }

    static Fact read(String kind, String json) {
        Class<? extends Fact> type = KINDS.get(kind);
        if (type == null) {
            throw new IllegalStateException("No fact is called " + kind);
        }
        return MAPPER.readValue(json, type);
    }

    @SuppressWarnings("unchecked")
    private static Stream<Class<? extends Fact>> leaves(Class<? extends Fact> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(each -> leaves((Class<? extends Fact>) each))
                : Stream.of(type);
    }

    private static final class MoneyWriter extends ValueSerializer<Money> {
        @Override
        public void serialize(Money money, JsonGenerator json, SerializationContext context) {
            json.writeStartObject();
            json.writeStringProperty("currency", money.getCurrencyUnit().getCode());
            json.writeNumberProperty("minor", money.getAmountMinorLong());
            json.writeEndObject();
        }
    }

    private static final class MoneyReader extends ValueDeserializer<Money> {
        @Override
        public Money deserialize(JsonParser json, DeserializationContext context) {
            JsonNode node = json.readValueAsTree();
            return Money.ofMinor(
                    CurrencyUnit.of(node.get("currency").stringValue()),
                    node.get("minor").longValue());
        }
    }
}
