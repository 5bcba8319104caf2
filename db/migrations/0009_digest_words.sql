-- What a posted digest said, word for word: JSON, its card and its long version; null until it is posted.
alter table digest add column words text;
