CREATE TABLE sorted (
    realm TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value BYTES NOT NULL,
    PRIMARY KEY (realm, kind, key)
) WITHOUT ROWID;
INSERT INTO sorted (realm, kind, key, value) SELECT realm, kind, key, value FROM private;
DROP TABLE private;
ALTER TABLE sorted RENAME TO private;
