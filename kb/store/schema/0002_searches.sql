-- What people searched for, without secrets, each text once. `hits` is what it found the last time;
-- those with none are the list of what to write next. `done_at` is when somebody took one off it.
create table searches (
    query text primary key,
    times bigint not null,
    hits bigint not null,
    last_at text not null,
    done_at text
);
create index searches_by_hits on searches (hits, times);

-- Searches that a person keeps under a name of their own.
create table saved_searches (
    owner text not null,
    name text not null,
    query text not null,
    saved_at text not null,
    primary key (owner, name)
);
