mail-code-subject = Eich cod: { $title }
mail-code-text =
    Annwyl { $name },

    rydych chi, neu rywun a roddodd eich cyfeiriad, am fewngofnodi i bleidleisio:
    { $title }

    Y cod yw { $code }. Mae'n dda am hanner awr, yn y porwr a ofynnodd amdano.

    Neu dilynwch y ddolen hon, sy'n gweithio unwaith:
    { $link }

    Os nad chi oedd hynny, peidiwch â gwneud dim. Nid oes cod pleidleisio yn y neges hon, ac ni all neb bleidleisio â hi yn unig.

mail-receipt-subject = Mae eich pleidlais yn y blwch: { $title }
mail-receipt-text =
    Derbyniwyd eich pleidlais:
    { $title }

    Ei chod olrhain yw
    { $tracker }

    Chwiliwch amdani yma ar unrhyw adeg, cyn y cau ac ar ôl hynny:
    { $link }

    Mae'r dderbynneb isod yn profi bod y bleidlais yn y blwch. Nid yw'n dangos sut y pleidleisioch. Cadwch hi.
