# The frame of every page.
skip = Neidio i'r cynnwys
other-language = English
sign-out = Allgofnodi
signed-in-as = Wedi mewngofnodi fel { $name }.
mock = Cystadleuaeth brawf: ni chaiff neb ei ethol.
mock-clock = Mae ei chloc yn dangos { $now }.
server-alone = Mae cyfrinachedd yn dibynnu ar y gweinydd yn unig.
server-alone-what = Nid oes gan neb arall allwedd i'r pleidleisiau: gall pwy bynnag sy'n rhedeg y gweinydd hwn weld sut y pleidleisiodd pawb.
mock-tag = prawf
rooms = Y gystadleuaeth hon
foot = Gwnaed gan Hustings: gwneir yr hyn a ddangosir yma o log cyhoeddus y gall unrhyw un ei wirio.
refused = Ni wnaed hyn
room-contest = Trosolwg
room-nominees = Ymgeiswyr
room-vote = Pleidleisio
room-log = Log
room-result = Canlyniad
room-office = Swyddfa
room-helpline = Llinell gymorth
room-registrar = Cofrestrydd
room-trustee = Ymddiriedolwr

home-title = Cystadlaethau
home-empty = Nid oes gan neb gyfrif yma eto, ac ni chynhelir unrhyw gystadleuaeth.
home-empty-how = Bydd pwy bynnag a gychwynnodd y rhaglen hon yn gweld yn ei derfynell ddolen y gall y swyddog canlyniadau cyntaf greu cyfrif drwyddi.
home-no-contest = Ni chynhelir unrhyw gystadleuaeth yma eto.
home-sign-in = Mewngofnodi i redeg cystadleuaeth

stage-before-nominations = cyn yr enwebiadau
stage-nominations = enwebiadau
stage-before-poll = cyn y bleidlais
stage-poll = mae'r pleidleisio ar agor
stage-closing = mae'r bleidlais wedi cau
stage-counting = cyfrif
stage-declared = wedi'i ddatgan

ballots-count = { $count ->
    [zero] dim pleidleisiau
    [one] un bleidlais
    [two] dwy bleidlais
    [few] { $count } pleidlais
    [many] { $count } phleidlais
   *[other] { $count } pleidlais
}

month-1 = Ionawr
month-2 = Chwefror
month-3 = Mawrth
month-4 = Ebrill
month-5 = Mai
month-6 = Mehefin
month-7 = Gorffennaf
month-8 = Awst
month-9 = Medi
month-10 = Hydref
month-11 = Tachwedd
month-12 = Rhagfyr

trouble-not-found = Nid oes tudalen o'r fath
trouble-not-found-what = Edrychwch ar y cyfeiriad, neu dechreuwch o'r dudalen gyntaf.
trouble-signed-out = Mewngofnodwch yn gyntaf
trouble-signed-out-what = Mewngofnodwch, a rhowch gynnig arall arni.
trouble-forbidden = Nid yw'r dudalen hon i chi
trouble-forbidden-what = Nid oes gan eich cyfrif y rôl y mae'r dudalen hon ar ei chyfer. Gofynnwch i'r swyddog canlyniadau os dylai fod ganddo.
trouble-forged = Nid yw'r ffurflen hon o'ch sesiwn chi
trouble-forged-what = Ni wnaed dim. Ewch yn ôl, llwythwch y dudalen eto, ac anfonwch y ffurflen eto.
trouble-too-many = Gormod o geisiadau
trouble-too-many-what = Arhoswch funud, a rhowch gynnig arall arni.
trouble-malformed = Ni ellir darllen yr hyn a anfonwyd
trouble-malformed-what = Ni wnaed dim. Ewch yn ôl, a rhowch gynnig arall arni.
trouble-refused = Ni ellir gwneud hyn
trouble-refused-what = Ni chofnodwyd dim.
trouble-busy = Mae'r gronfa ddata'n brysur
trouble-busy-what = Ni chofnodwyd dim. Rhowch gynnig arall arni ymhen munud.
trouble-broken = Mae rhywbeth wedi torri yma
trouble-broken-what = Ein bai ni yw hyn, nid eich bai chi. Rhowch y gair uchod i bwy bynnag sy'n rhedeg y safle: mae log y rhaglen yn dweud mwy oddi tano.
home-begin = Dechrau cystadleuaeth
