# What somebody must do; the keys are the tasks' words.
duty-decide-claim = Rule on the claim { $claim }
duty-decide-appeal = Rule on the appeal { $appeal } against the ruling { $ruling }
duty-decide-recount = Rule on the request { $request } for a recount of { $post }
duty-decide-matches = { $open ->
    [one] Rule on one match of the roll
   *[other] Rule on { $open } matches of the roll
}
duty-look-at-rows = { $rejected ->
    [one] Look at the row that is rejected, before the roll is frozen
   *[other] Look at the { $rejected } rows that are rejected, before the roll is frozen
}
duty-nominate = Nominate: { $stage }
duty-publish-nominees = Publish the nominees for { $post }
duty-import-roll = Import the roll
duty-freeze-roll = Freeze the roll
duty-issue-credentials = Issue the credentials of the box { $box }
duty-make-keys = Make the keys
duty-open-box = Set up and open the box { $box }
duty-take-links = Take in whose the credentials of the box { $box } are, for papers by post
duty-open-poll = Open the poll
duty-receive-post = Take in papers that come by post
duty-publish-batch = Publish the numbers of the batch { $batch }
duty-close-poll = Close the poll
duty-close-box = Close the box { $box }
duty-shuffle = Shuffle the box { $box } ({ $made } of { $needed } shuffles)
duty-decrypt = Decrypt the box { $box } ({ $made } of { $needed } decryptions)
duty-tally = Tally the box { $box }
duty-count-batch = Enter and count the batch { $batch }
duty-publish-papers = Publish the papers of { $post }
duty-draw-lots = Draw a lot among { $among }, at stage { $stage } of the count for { $post }
duty-provide-figures = Give provisional figures for { $post } to those who may ask for a recount
duty-report = Report on the poll
duty-declare = Declare the result for { $post }
duty-declare-unopposed = Declare who is elected unopposed: { $post }
duty-cosign = Have witnesses cosign the last checkpoint ({ $made } of { $needed })
duty-publish-bundle = Publish the bundle
duty-check-bundle = Have witnesses check the bundle by the checkpoints they keep

duty-by-officer = returning officer
duty-by-nominators = nominators
duty-by-trustees = trustees
duty-by-registrar = registrar
duty-by-scrutineer = scrutineer
duty-by-others = others

duty-when-from = From { $time }
duty-when-overdue = Overdue since { $time }
duty-when-by = By { $time }
duty-when-now = Now
