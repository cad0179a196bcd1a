-- How many photos somebody has sent today.
create index qualification_photos_person on qualification_photos (person_id, taken_at);
