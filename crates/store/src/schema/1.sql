CREATE TABLE schema (version BIGINT NOT NULL);
INSERT INTO schema (version) VALUES (0);
CREATE TABLE head (
    log TEXT NOT NULL,
    size BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    PRIMARY KEY (log)
);
CREATE TABLE entry (
    log TEXT NOT NULL,
    idx BIGINT NOT NULL,
    data BYTES NOT NULL,
    PRIMARY KEY (log, idx)
);
CREATE TABLE tile (
    log TEXT NOT NULL,
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hashes BYTES NOT NULL,
    PRIMARY KEY (log, level, idx)
);
CREATE TABLE mark (
    log TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    idx BIGINT NOT NULL,
    PRIMARY KEY (log, kind, key)
);
CREATE TABLE checkpoint (
    log TEXT NOT NULL,
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (log, size)
);
CREATE TABLE private (
    realm TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value BYTES NOT NULL,
    PRIMARY KEY (realm, kind, key)
);
