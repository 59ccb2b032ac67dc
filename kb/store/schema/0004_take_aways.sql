-- Files with trees for machines without a network: the versions in them, by their fingerprint.
create table take_aways (
    fingerprint text primary key,
    tree text not null,
    made_at text not null
);

create table take_away_versions (
    fingerprint text not null references take_aways (fingerprint) on delete cascade,
    tree text not null,
    hash text not null,
    primary key (fingerprint, tree)
);

-- Each code becomes a walk once, however often it is typed.
create table walks_come_back (
    code text primary key,
    walk_id text not null references walks (id) on delete cascade
);
