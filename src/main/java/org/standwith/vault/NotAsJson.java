package org.standwith.vault;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Refuses to write what is a person's: whoever has to reveals it first, and puts it into a type of its own. */
final class NotAsJson extends ValueSerializer<Object> {

    @Override
    public void serialize(Object personal, JsonGenerator json, SerializationContext context) {
        throw DatabindException.from(json, "What is a person's is not written as it is");
    }
}
