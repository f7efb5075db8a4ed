# Yr hyn y mae'n rhaid i rywun ei wneud; geiriau'r tasgau yw'r allweddi.
duty-decide-claim = Dyfarnu ar yr hawliad { $claim }
duty-decide-appeal = Dyfarnu ar yr apêl { $appeal } yn erbyn y dyfarniad { $ruling }
duty-decide-recount = Dyfarnu ar y cais { $request } am ailgyfrif: { $post }
duty-decide-matches = { $open ->
    [one] Dyfarnu ar un cyfatebiad ar y gofrestr
    [two] Dyfarnu ar ddau gyfatebiad ar y gofrestr
   *[other] Dyfarnu ar { $open } o gyfatebiadau ar y gofrestr
}
duty-look-at-rows = { $rejected ->
    [one] Edrych ar y rhes a wrthodwyd, cyn rhewi'r gofrestr
    [two] Edrych ar y ddwy res a wrthodwyd, cyn rhewi'r gofrestr
   *[other] Edrych ar y { $rejected } o resi a wrthodwyd, cyn rhewi'r gofrestr
}
duty-nominate = Enwebu: { $stage }
duty-publish-nominees = Cyhoeddi'r rhai a enwebwyd: { $post }
duty-import-roll = Mewnforio'r gofrestr
duty-freeze-roll = Rhewi'r gofrestr
duty-issue-credentials = Rhoi manylion pleidleisio'r blwch { $box }
duty-make-keys = Gwneud yr allweddi
duty-open-box = Paratoi ac agor y blwch { $box }
duty-take-links = Derbyn pwy piau manylion pleidleisio'r blwch { $box }, ar gyfer papurau drwy'r post
duty-open-poll = Agor y bleidlais
duty-receive-post = Derbyn papurau sy'n dod drwy'r post
duty-publish-batch = Cyhoeddi niferoedd y swp { $batch }
duty-close-poll = Cau'r bleidlais
duty-close-box = Cau'r blwch { $box }
duty-shuffle = Cymysgu'r blwch { $box } ({ $made } o { $needed } cymysgiad)
duty-decrypt = Dadgryptio'r blwch { $box } ({ $made } o { $needed } dadgryptiad)
duty-tally = Cyfrif cynnwys y blwch { $box }
duty-count-batch = Cofnodi a chyfrif y swp { $batch }
duty-publish-papers = Cyhoeddi'r papurau pleidleisio: { $post }
duty-draw-lots = Tynnu coelbren rhwng { $among }, yng ngham { $stage } y cyfrif: { $post }
duty-provide-figures = Rhoi ffigurau dros dro i'r rhai a gaiff ofyn am ailgyfrif: { $post }
duty-report = Adrodd ar y bleidlais
duty-declare = Datgan y canlyniad: { $post }
duty-declare-unopposed = Datgan pwy a etholwyd yn ddiwrthwynebiad: { $post }
duty-cosign = Cael tystion i gydlofnodi'r pwynt gwirio diwethaf ({ $made } o { $needed })
duty-publish-bundle = Cyhoeddi'r bwndel
duty-check-bundle = Cael tystion i wirio'r bwndel yn erbyn y pwyntiau gwirio sydd ganddynt

duty-by-officer = swyddog canlyniadau
duty-by-nominators = enwebwyr
duty-by-trustees = ymddiriedolwyr
duty-by-registrar = cofrestrydd
duty-by-scrutineer = craffwr
duty-by-others = eraill

duty-when-from = O { $time }
duty-when-overdue = Yn hwyr ers { $time }
duty-when-by = Erbyn { $time }
duty-when-now = Nawr
