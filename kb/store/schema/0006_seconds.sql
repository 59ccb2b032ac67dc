-- How long each step of a walk took; null where nobody knows.
alter table walk_answers add column seconds integer;
