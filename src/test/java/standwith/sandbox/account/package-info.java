/** What the providers' accounts have in common: objects that are kept as JSON, payers, fees, and what people see and do. */
@NullMarked
package standwith.sandbox.account;

import org.jspecify.annotations.NullMarked;
