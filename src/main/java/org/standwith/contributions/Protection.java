package org.standwith.contributions;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.risk.Country;
import org.standwith.risk.Handling;
import org.standwith.risk.Level;
import org.standwith.risk.Signal;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;

/** How supporters are handled whom we have admitted: what is learned of them later can only raise it. */
@Component
class Protection {

    /** Of whom nothing is known any more. */
    private static final Dossier.Handling GONE = new Dossier.Handling(Level.CAUTION.name(), "");

    private final Dossiers dossiers;
    private final Appraisal appraisal;
    private final Withdrawals withdrawals;

    Protection(Dossiers dossiers, Appraisal appraisal, Withdrawals withdrawals) {
        this.dossiers = dossiers;
        this.appraisal = appraisal;
        this.withdrawals = withdrawals;
    }

    /** How they are to be handled with what is known now. Changes nothing. */
    Handling appraise(UUID supporter, Collection<Signal> more) {
        return appraisal.of(dossiers.open(supporter).map(Dossier::handling).orElse(GONE), more);
    }

    /** Keeps what was decided, sealed. An address that may not be written to is not kept either. */
    @Transactional
    boolean keep(UUID supporter, Handling handling) {
        return keep(supporter, Appraisal.kept(handling));
    }

    private boolean keep(UUID supporter, Dossier.Handling handling) {
        boolean isMailed = !Appraisal.levelOf(handling).isAtLeast(Level.PROTECTED);
        return dossiers.change(supporter, dossier -> {
            Dossier now = dossier.withHandling(handling);
            return isMailed ? now : now.withoutEmail();
        });
    }

    /**
     * They are at risk by what they give, or at home where we did not know: keeps that, in the transaction of whoever found it out.
     *
     * @return false where they are forgotten
     */
    @Transactional
    boolean raise(UUID supporter, Level level, Set<Country> places) {
        Dossier dossier = dossiers.open(supporter).orElse(null);
        if (dossier == null) {
            return false;
        }
        Dossier.Handling now = appraisal.raised(dossier.handling(), level, places);
        // Most payments say what is known; who writes each time would tell who pays.
        return now.equals(dossier.handling()) || keep(supporter, now);
    }

    /** Ends and undoes what should not have been begun, and keeps why. */
    @Transactional
    void withdraw(Contribution contribution, UUID supporter, Handling handling, String checkout) {
        keep(supporter, handling);
        withdrawals.begin(contribution.id(), Withdrawal.Cause.FORBIDDEN, List.of(checkout));
    }

    /** Whether nothing more may be paid of it, because it is being taken back. */
    boolean isTakenBack(Contribution contribution) {
        return withdrawals.isUnderWay(contribution.id());
    }
}
