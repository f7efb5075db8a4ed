contest-posts = Swyddi
contest-elected = Etholwyd:
contest-nobody = neb
contest-no-candidates = Nid oes neb yn sefyll eto.
contest-seats = { $count ->
    [one] un sedd
    [two] dwy sedd
   *[other] { $count } sedd
}
contest-times = Amserlen
contest-what = Beth
contest-from = O
contest-until = Tan
contest-turnout = Nifer a bleidleisiodd
contest-box = Blwch
contest-credentials = Codau pleidleisio
contest-ballots = Pleidleisiau
contest-papers = { $count ->
    [one] Daeth un papur drwy'r post.
    [two] Daeth dau bapur drwy'r post.
   *[other] Daeth { $count } papur drwy'r post.
}
contest-check = Gwiriwch drosoch eich hun
contest-check-how = Mae popeth sy'n digwydd mewn un log, y gellir ond ychwanegu ato. Nid oes rhaid credu neb: edrychwch.
contest-see-log = Y log
contest-see-boxes = Y blychau a'u pleidleisiau
contest-see-bundle = Y bwndel: popeth, i'w wirio all-lein
contest-see-rulebook = Y llyfr rheolau
time-freeze = Rhewir y gofrestr
time-poll = Pleidlais
box-electors = Etholwyr

document-english = Gwneir y ddogfen hon yn Saesneg.

result-waiting = Nid yw pob canlyniad wedi'i ddatgan eto.

log-title = Y log
log-lead = Gweithred yw pob llinell, yn y drefn y'i cofnodwyd. Mae'r pwynt gwirio wedi'i lofnodi: cadwch un, a gallwch ddangos yn ddiweddarach na newidiwyd dim o'i flaen.
log-download = Pob cofnod
log-checkpoint = Pwynt gwirio wedi'i lofnodi
log-key = Allwedd y log:
log-witnesses = Mae { $signed } o'r { $needed } tyst y gofynnir amdanynt wedi cydlofnodi'r pwynt gwirio olaf.
log-no-witnesses = Nid yw'r log hwn yn gofyn am dystion: ni all neb eithrio bod eraill wedi gweld hanes arall.
log-entries = { $count ->
    [one] un cofnod
    [two] dau gofnod
   *[other] { $count } cofnod
}
log-number = Rhif
page-earlier = Cynharach
page-later = Diweddarach

boxes-title = Blychau
boxes-lead = Etholiad wedi'i selio yw blwch: mae ei bleidleisiau'n agored i bawb eu cyfrif a'u gwirio, ac ni all neb eu darllen.
boxes-none = Nid oes blwch ar agor eto.
box-fingerprint = Ôl bys yr etholiad
box-archive = Yr archif
box-election = Yr etholiad
box-trackers = Codau olrhain, yn nhrefn eu bwrw
box-empty = Mae'r blwch yn wag.

track-title = Chwilio am eich pleidlais
track-field = Cod olrhain
track-hint = Y 43 o lythrennau, digidau ac arwyddion a ddangoswyd i chi pan fwrioch eich pleidlais. Maent yn eich derbynneb hefyd, os daeth drwy e-bost.
track-look = Chwilio
track-found = Wedi'i chanfod
track-not-found = Heb ei chanfod
track-not-found-what = Nid oes pleidlais â'r cod olrhain hwn mewn unrhyw flwch. Copïwch ef unwaith eto o'ch derbynneb. Os yw'n gywir, dywedwch wrth y swyddog canlyniadau ac wrth asiant, a dangoswch eich derbynneb iddynt: mae'n profi'r hyn a ddywedwyd wrthych.
track-misread = Nid cod olrhain cyfan yw hwn
track-wrong-length = Mae { $due } o arwyddion mewn cod olrhain, ac mae { $there } yma. Copïwch ef unwaith eto o'ch derbynneb, yn gyfan. Nid yw bylchau a thoriadau llinell yn gwneud niwed.
track-wrong-sign = Nid yw “{ $sign }” mewn unrhyw god olrhain: llythrennau, digidau, + a / yn unig sydd mewn cod olrhain. Copïwch ef unwaith eto o'ch derbynneb, a dim byd arall.
track-ruling = Dyfarniad
track-reasons = Rhesymau
track-receipt = Derbynneb
track-receipt-why = Mae'r dderbynneb yn profi bod y bleidlais yn y blwch: cadwch hi. Gellir dal pwy bynnag sy'n dangos blwch arall yn ddiweddarach i gyfrif.
fate-in-box = Mae eich pleidlais yn y blwch.
fate-removed = Tynnodd dyfarniad y bleidlais hon o'r cyfrif.
fate-tallied = Cyfrifwyd eich pleidlais.

bundle-title = Y bwndel
bundle-lead = Un ffeil â'r llyfr rheolau, y log, y blychau, y papurau, y cyfrif a'r datganiad.
bundle-download = Lawrlwytho'r bwndel
bundle-check = Ei wirio
bundle-check-how = Mae'n dweud am bob honiad a yw'n dal, ac am yr hyn na ellir ei wybod, na ellir. Nid oes angen rhwydwaith.
bundle-waits = Cyhoeddir y bwndel pan fydd pob canlyniad wedi'i ddatgan.

help-title = Sut mae pleidleisio'n gweithio
help-vote = Sut i bleidleisio
help-vote-1 = Mewngofnodwch â'ch cyfeiriad e-bost neu'ch rhif aelodaeth: anfonir cod atoch.
help-vote-2 = Rhowch y cod pleidleisio a anfonodd y cofrestrydd atoch mewn ffordd arall.
help-vote-3 = Rhowch rifau i'r ymgeiswyr, darllenwch eich papur unwaith eto, a'i fwrw.
help-vote-4 = Cadwch y cod olrhain a'r dderbynneb a ddangosir i chi.
help-secret = Pwy all weld sut rydych yn pleidleisio
help-secret-how = Selir eich pleidlais ar eich dyfais eich hun. Dim ond sawl ymddiriedolwr gyda'i gilydd a all ei hagor, ar ôl i bob pleidlais gael ei chymysgu, fel na ŵyr neb pa un yw un pwy.
help-secret-how-alone = Selir eich pleidlais ar eich dyfais eich hun, a chymysgir y pleidleisiau cyn eu hagor. Ond y gweinydd hwn yn unig sydd â'r allwedd: gallai pwy bynnag sy'n ei redeg agor eich pleidlais ar ei phen ei hun, ac ni fyddai dim yn dangos hynny.
help-secret-not = Yr hyn na all neb ei addo: bod eich dyfais yn gwneud yr hyn y dylai; nad oes neb yn edrych dros eich ysgwydd; ac na chaiff trefn anarferol o lawer o ymgeiswyr ei hadnabod, gan fod y trefnau'n cael eu cyhoeddi.
help-test = Profi pleidlais
help-test-how = Gallwch gael agor pleidlais wedi'i selio yn lle ei bwrw, i weld a yw eich dyfais yn selio'r hyn a ddewisoch. Cadwch y ddwy ffeil, a gwiriwch nhw ar ddyfais arall. Ni chaiff pleidlais a agorwyd ei bwrw byth: byddwch yn selio un newydd.
help-booth = Crynodeb y sgript sy'n selio pleidleisiau, sydd gan y log hefyd:
help-check = A gyfrifwyd hi?
help-check-how = Chwiliwch am eich cod olrhain ar unrhyw adeg. Pan ddatgenir y canlyniad, gall unrhyw un wirio'r bwndel.
help-receipt = Gwirio eich derbynneb eich hun
help-receipt-why = Pan fyddwch wedi bwrw eich pleidlais, mae eich porwr yn cadw dwy ffeil i chi os gofynnwch iddo: y dderbynneb a'r bleidlais seliedig. Os daeth eich derbynneb drwy e-bost, cadwch y llinellau o “c2sp.org/tlog-proof” ymlaen fel receipt.txt. Mae'r rhaglen hustings yn eu gwirio ar eich cyfrifiadur eich hun, heb rwydwaith, a heb ofyn i neb.
help-receipt-now = Ar unrhyw adeg: ai derbynneb eich pleidlais chi yw hi, ac a yw wedi'i llofnodi gan y log.
help-receipt-now-short = Gwirio derbynneb gyda'i phleidlais
help-receipt-key = Allwedd log y gystadleuaeth hon yw'r allwedd, fel y'i cyhoeddwyd pan ddechreuodd. Mae pob pleidlais seliedig, i fynd gyda chi fel archif, gyda'r blychau:
help-receipt-later = Pan ddatgenir y canlyniad: a yw eich pleidlais yn y blwch a gyfrifwyd, yn ei lle. Dim ond y dderbynneb sydd ei hangen ar gyfer hyn, a'r bwndel:
help-receipt-later-short = Gwirio derbynneb yn erbyn y bwndel
help-receipt-fails = Os yw'r naill neu'r llall yn dweud na, cadwch y ffeiliau, a rhowch wybod i'r swyddog canlyniadau ac i asiant ymgeisydd. Nid yw derbynneb yn dangos sut y pleidleisioch.
help-ask = Cymorth
help-rules = Rheolau'r gystadleuaeth hon
log-line = Llinell { $number } fel y caiff ei stwnsio
