-- Thinking models: how much of what was generated were thoughts that were cut off. Until now they were counted nowhere.

alter table answers add column thought_tokens bigint not null default 0;
