/**
 * The books: double entry in minor units, immutable, every entry known by the fact that it follows from. Knows no
 * supporter.
 *
 * <p>Postings are debits (positive) and credits (negative) that sum to zero in every currency. Accounts:
 *
 * <table>
 * <caption>What is posted when</caption>
 * <tr><th>what happened</th><th>debit</th><th>credit</th></tr>
 * <tr><td>payment</td><td>clearing</td><td>contributions</td></tr>
 * <tr><td>payment settled: fee, whenever that is told</td><td>fees</td><td>clearing</td></tr>
 * <tr><td>payment settled in another currency</td><td>conversion (original), clearing (settled)</td>
 *     <td>clearing (original), conversion (settled)</td></tr>
 * <tr><td>refund or dispute settled in another currency</td><td colspan="2">the same, with negative amounts where money
 *     left</td></tr>
 * <tr><td>refund, of all or a part</td><td>refunds</td><td>clearing</td></tr>
 * <tr><td>refund failed, however late</td><td>clearing</td><td>refunds</td></tr>
 * <tr><td>dispute or reversal, money taken</td><td>disputes, fees</td><td>clearing</td></tr>
 * <tr><td>dispute won or reinstated, money and perhaps its fee back</td><td>clearing</td><td>disputes, fees</td></tr>
 * <tr><td>payout</td><td>bank</td><td>clearing</td></tr>
 * <tr><td>payout failed</td><td>clearing</td><td>bank</td></tr>
 * <tr><td>charge for the account</td><td>charges</td><td>clearing</td></tr>
 * <tr><td>deposit from the bank</td><td>clearing</td><td>bank</td></tr>
 * <tr><td>held back</td><td>reserve</td><td>clearing</td></tr>
 * <tr><td>let go of</td><td>clearing</td><td>reserve</td></tr>
 * <tr><td>money on the account exchanged: what went</td><td>conversion</td><td>clearing</td></tr>
 * <tr><td>money on the account exchanged: what came</td><td>clearing</td><td>conversion</td></tr>
 * <tr><td>balance changed, nobody knows why</td><td>clearing</td><td>suspense</td></tr>
 * <tr><td>correction, after an entry and the statement differed</td><td colspan="2">the difference, on clearing and on the
 *     other account of that entry</td></tr>
 * </table>
 *
 * <p>While it is not known to which contribution money belongs, suspense stands in for contributions, fees, refunds and
 * disputes; once it is known, a second entry moves it there.
 */
@ApplicationModule(
        displayName = "Ledger",
        allowedDependencies = {"money", "problem"})
@NullMarked
package org.standwith.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
