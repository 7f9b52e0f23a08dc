/** Whole journeys: a person with a browser, the application, and a provider that repeats itself. */
@NullMarked
package org.standwith.journeys;

import org.jspecify.annotations.NullMarked;
