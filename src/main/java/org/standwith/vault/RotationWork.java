package org.standwith.vault;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Rotations.Running;

/**
 * Carries out a rotation, step by step. Each step may be done twice, as after a crash; what other nodes have in memory for a
 * minute is waited for.
 */
@Component
class RotationWork {

    /** Until no node works with a key that was replaced. */
    private static final Duration HEARD = ServiceKeys.KEPT.multipliedBy(2);

    private final Rotations rotations;
    private final EpochKeys epochs;
    private final ServiceKeys serviceKeys;
    private final IndexKeys indexKeys;
    private final SigningKeys signingKeys;
    private final DossierWalk walk;

    RotationWork(
            Rotations rotations,
            EpochKeys epochs,
            ServiceKeys serviceKeys,
            IndexKeys indexKeys,
            SigningKeys signingKeys,
            DossierWalk walk) {
        this.rotations = rotations;
        this.epochs = epochs;
        this.serviceKeys = serviceKeys;
        this.indexKeys = indexKeys;
        this.signingKeys = signingKeys;
        this.walk = walk;
    }

    /** As much as can be done now. */
    void carryOn() {
        rotations.running().filter(rotations::isDue).ifPresent(rotation -> {
            switch (rotation.kind()) {
                case KEY_SERVICE -> {
                    epochs.rewrap();
                    rotations.finish(rotation);
                }
                case EPOCH -> epoch(rotation);
                case SUPPORTERS -> {
                    walk(rotation, DossierWalk.Keys.NEW);
                    rotations.finish(rotation);
                }
                case INDEXES -> indexes(rotation);
                case SIGNATURES -> {
                    signingKeys.destroyAll();
                    rotations.finish(rotation);
                }
            }
        });
    }

    private void epoch(Running rotation) {
        if (rotation.step() == 0) {
            epochs.begin();
            rotations.next(rotation, HEARD);
            return;
        }
        serviceKeys.rewrap();
        walk(rotation, DossierWalk.Keys.REWRAPPED);
        walk.seeToTheRest();
        epochs.noteEmpty();
        rotations.finish(rotation);
    }

    /** Every node has to know a key before anything is found by it, and none may write by the old one any more. */
    private void indexes(Running rotation) {
        switch (rotation.step()) {
            case 0 -> {
                indexKeys.add(Purpose.EMAIL);
                indexKeys.add(Purpose.CODE);
                rotations.next(rotation, HEARD);
            }
            case 1 -> {
                indexKeys.promote(Purpose.EMAIL);
                indexKeys.promote(Purpose.CODE);
                rotations.next(rotation, HEARD);
            }
            default -> {
                walk(rotation, DossierWalk.Keys.AS_THEY_ARE);
                indexKeys.dropOld(Purpose.EMAIL);
                indexKeys.dropOld(Purpose.CODE);
                rotations.finish(rotation);
            }
        }
    }

    private void walk(Running rotation, DossierWalk.Keys keys) {
        rotations.count(rotation, walk.total());
        String position = rotation.position();
        DossierWalk.Piece piece;
        do {
            piece = walk.sealAnew(position, keys);
            position = piece.last();
            rotations.advance(rotation, position, piece.dossiers());
        } while (piece.dossiers() > 0);
    }
}
