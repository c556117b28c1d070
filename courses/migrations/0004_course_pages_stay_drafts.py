"""The last defence of "course pages are drafts for ever": the database itself refuses to make one live or timed."""

from django.db import migrations

MAKE = """
create function courses_pages_stay_drafts() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from django_content_type
        where id = new.content_type_id
        and app_label = 'courses'
        and model in ('coursepage', 'chapterpage', 'lessonpage')
    ) then
        raise exception 'course pages stay drafts'
            using errcode = 'check_violation', constraint = 'course_pages_stay_drafts';
    end if;
    return new;
end $$;

create trigger course_pages_stay_drafts
before insert or update of live, go_live_at, content_type_id on wagtailcore_page
for each row when (new.live or new.go_live_at is not null)
execute function courses_pages_stay_drafts();

create function courses_revisions_are_not_scheduled() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from django_content_type
        where id = new.content_type_id
        and app_label = 'courses'
        and model in ('coursepage', 'chapterpage', 'lessonpage')
    ) then
        raise exception 'course pages are not scheduled'
            using errcode = 'check_violation', constraint = 'course_pages_are_not_scheduled';
    end if;
    return new;
end $$;

create trigger course_pages_are_not_scheduled
before insert or update of approved_go_live_at on wagtailcore_revision
for each row when (new.approved_go_live_at is not null)
execute function courses_revisions_are_not_scheduled();
"""

UNMAKE = """
drop trigger course_pages_are_not_scheduled on wagtailcore_revision;
drop function courses_revisions_are_not_scheduled();
drop trigger course_pages_stay_drafts on wagtailcore_page;
drop function courses_pages_stay_drafts();
"""


class Migration(migrations.Migration):
    dependencies = [("courses", "0003_course_index_page"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
