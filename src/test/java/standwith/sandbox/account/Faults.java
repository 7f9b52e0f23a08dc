package standwith.sandbox.account;

import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The trouble that an API was told to make. */
public final class Faults {

    private int refusals;
    private int refusalStatus;
    private int losses;

    /** The next calls get this status and do nothing. */
    public void refuse(int calls, int status) {
        refusals = calls;
        refusalStatus = status;
    }

    /** The next calls do what they should and then fail, so that the caller cannot know. */
    public void lose(int answers) {
        losses = answers;
    }

    public Answer around(Supplier<Answer> call, IntFunction<Answer> trouble) {
        if (refusals > 0) {
            refusals--;
            return trouble.apply(refusalStatus);
        }
        Answer answer = call.get();
        if (losses > 0) {
            losses--;
            return trouble.apply(500);
        }
        return answer;
    }
}
