mail-code-subject = Your code: { $title }
mail-code-text =
    Dear { $name },

    you, or somebody who gave your address, want to sign in to vote:
    { $title }

    The code is { $code }. It is good for half an hour, in the browser that asked for it.

    Or follow this link, which works once:
    { $link }

    If it was not you, do nothing. This mail holds no voting code, and nobody can vote with it alone.

mail-receipt-subject = Your ballot is in the box: { $title }
mail-receipt-text =
    Your ballot was taken in:
    { $title }

    Its tracker is
    { $tracker }

    Look for it here at any time, before the close and after:
    { $link }

    The receipt below proves that the ballot is in the box. It does not show how you voted. Keep it.
