package standwith.sandbox.paypal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a call brings, read by JSON pointers as PayPal names its fields. */
record Body(JsonNode json) {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d+)?");
    private static final int USUAL = 127;

    static Body of(String text) {
        if (text.isBlank()) {
            return new Body(Json.object());
        }
        try {
            return new Body(Json.MAPPER.readTree(text));
        } catch (JacksonException notJson) {
            throw PayPalError.invalid("MALFORMED_REQUEST_JSON", "/", "The request JSON is not well formed.");
        }
    }

    boolean has(String pointer) {
        return !json.at(pointer).isMissingNode();
    }

    @Nullable
    String text(String pointer) {
        return text(pointer, USUAL);
    }

    @Nullable
    String text(String pointer, int longest) {
        JsonNode value = json.at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.asString("").length() > longest) {
            throw PayPalError.invalid("INVALID_STRING_MAX_LENGTH", pointer, "The value of a field is too long.");
        }
        return value.asString("");
    }

    String text(String pointer, String otherwise) {
        String value = text(pointer, 4000);
        return value == null ? otherwise : value;
    }

    String required(String pointer) {
        return required(pointer, USUAL);
    }

    String required(String pointer, int longest) {
        String value = text(pointer, longest);
        if (value == null || value.isEmpty()) {
            throw PayPalError.invalid("MISSING_REQUIRED_PARAMETER", pointer, "A required field is missing.");
        }
        return value;
    }

    /** Positive money in a currency that PayPal knows, with no more decimals than it takes. */
    Amount amount(String pointer) {
        return amount(pointer, "currency_code", "value");
    }

    Amount amount(String pointer, String currencyField, String valueField) {
        String currency = required(pointer + "/" + currencyField);
        String value = required(pointer + "/" + valueField);
        String field = pointer + "/" + valueField;
        if (!NUMBER.matcher(value).matches()) {
            throw PayPalError.invalid(
                    "INVALID_PARAMETER_SYNTAX", field, "The value of a field does not conform to the expected format.");
        }
        if (!Amount.CURRENCIES.contains(currency)) {
            throw PayPalError.refused(
                    "CURRENCY_NOT_SUPPORTED",
                    pointer + "/" + currencyField,
                    "Currency code is currently not supported.");
        }
        int decimals = value.contains(".") ? value.length() - value.indexOf('.') - 1 : 0;
        if (decimals > 0 && Amount.WHOLE.contains(currency)) {
            throw PayPalError.refused("DECIMALS_NOT_SUPPORTED", field, "Currency does not support decimals.");
        }
        if (decimals > 2) {
            throw PayPalError.refused(
                    "DECIMAL_PRECISION", field, "If the currency supports decimals, only two decimal place precision.");
        }
        Amount amount = Amount.of(currency, value);
        if (amount.minor() <= 0) {
            throw PayPalError.refused(
                    "CANNOT_BE_ZERO_OR_NEGATIVE",
                    field,
                    "Must be greater than zero. If the currency supports decimals.");
        }
        return amount;
    }
}
