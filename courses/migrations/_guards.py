"""What the database itself keeps of courses, as all its migrations up to the squashed one leave it."""

GUARDS = """
CREATE INDEX courses_page_course_prefix ON wagtailcore_page (left(path, 12));
CREATE SEQUENCE courses_catalogue_version;
CREATE FUNCTION courses_follow_enrolment_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_coursefigures (course_id, price_minor, price_currency, learner_count, rating_count, rating_sum,
        stars_1, stars_2, stars_3, stars_4, stars_5, version)
    SELECT DISTINCT course_id, 0, 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 1 FROM (SELECT course_id, -1 AS n FROM old_rows WHERE state IN ('active', 'completed')) AS touched ORDER BY course_id
    ON CONFLICT (course_id) DO NOTHING;
    UPDATE courses_coursefigures AS figures SET learner_count = figures.learner_count + changes.n, version = figures.version + 1
    FROM (SELECT course_id, sum(n) AS n FROM (SELECT course_id, -1 AS n FROM old_rows WHERE state IN ('active', 'completed')) AS touched GROUP BY course_id) AS changes
    WHERE figures.course_id = changes.course_id AND (changes.n <> 0);
    RETURN NULL;
END $$;
CREATE FUNCTION courses_follow_enrolment_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_coursefigures (course_id, price_minor, price_currency, learner_count, rating_count, rating_sum,
        stars_1, stars_2, stars_3, stars_4, stars_5, version)
    SELECT DISTINCT course_id, 0, 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 1 FROM (SELECT course_id, 1 AS n FROM new_rows WHERE state IN ('active', 'completed')) AS touched ORDER BY course_id
    ON CONFLICT (course_id) DO NOTHING;
    UPDATE courses_coursefigures AS figures SET learner_count = figures.learner_count + changes.n, version = figures.version + 1
    FROM (SELECT course_id, sum(n) AS n FROM (SELECT course_id, 1 AS n FROM new_rows WHERE state IN ('active', 'completed')) AS touched GROUP BY course_id) AS changes
    WHERE figures.course_id = changes.course_id AND (changes.n <> 0);
    RETURN NULL;
END $$;
CREATE FUNCTION courses_follow_enrolment_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_coursefigures (course_id, price_minor, price_currency, learner_count, rating_count, rating_sum,
        stars_1, stars_2, stars_3, stars_4, stars_5, version)
    VALUES (NEW.course_id, 0, 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 1)
    ON CONFLICT (course_id) DO NOTHING;
    UPDATE courses_coursefigures AS figures SET
        learner_count = figures.learner_count + (figures.course_id = NEW.course_id AND NEW.state IN ('active', 'completed'))::int
            - (figures.course_id = OLD.course_id AND OLD.state IN ('active', 'completed'))::int,
        version = figures.version + 1
    WHERE figures.course_id IN (OLD.course_id, NEW.course_id);
    RETURN NULL;
END $$;
CREATE FUNCTION courses_follow_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT latest.paused_at IS NOT NULL INTO NEW.is_paused FROM accounts_rolegrant latest
    WHERE latest.person_id = NEW.owner_id AND latest.role = 'producer' ORDER BY latest.id DESC LIMIT 1 FOR SHARE;
    NEW.is_paused := coalesce(NEW.is_paused, FALSE);
    RETURN NEW;
END $$;
CREATE FUNCTION courses_follow_pause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE courses_course SET is_paused = (NEW.paused_at IS NOT NULL)
    WHERE owner_id = NEW.person_id AND is_paused <> (NEW.paused_at IS NOT NULL);
    RETURN NULL;
END $$;
CREATE FUNCTION courses_follow_review_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_coursefigures (course_id, price_minor, price_currency, learner_count, rating_count, rating_sum,
        stars_1, stars_2, stars_3, stars_4, stars_5, version)
    SELECT DISTINCT course_id, 0, 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 1 FROM (SELECT course_id, stars, -1 AS n FROM old_rows WHERE deleted_at IS NULL AND hidden_at IS NULL) AS touched ORDER BY course_id
    ON CONFLICT (course_id) DO NOTHING;
    UPDATE courses_coursefigures AS figures SET rating_count = figures.rating_count + changes.n, rating_sum = figures.rating_sum + changes.total, stars_1 = figures.stars_1 + changes.s1, stars_2 = figures.stars_2 + changes.s2, stars_3 = figures.stars_3 + changes.s3, stars_4 = figures.stars_4 + changes.s4, stars_5 = figures.stars_5 + changes.s5, version = figures.version + 1
    FROM (SELECT course_id, sum(n) AS n, coalesce(sum(n * stars), 0) AS total, coalesce(sum(n) FILTER (WHERE stars = 1), 0) AS s1, coalesce(sum(n) FILTER (WHERE stars = 2), 0) AS s2, coalesce(sum(n) FILTER (WHERE stars = 3), 0) AS s3, coalesce(sum(n) FILTER (WHERE stars = 4), 0) AS s4, coalesce(sum(n) FILTER (WHERE stars = 5), 0) AS s5 FROM (SELECT course_id, stars, -1 AS n FROM old_rows WHERE deleted_at IS NULL AND hidden_at IS NULL) AS touched GROUP BY course_id) AS changes
    WHERE figures.course_id = changes.course_id AND (changes.n <> 0 OR changes.s1 <> 0 OR changes.s2 <> 0 OR changes.s3 <> 0 OR changes.s4 <> 0 OR changes.s5 <> 0);
    RETURN NULL;
END $$;
CREATE FUNCTION courses_follow_review_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_coursefigures (course_id, price_minor, price_currency, learner_count, rating_count, rating_sum,
        stars_1, stars_2, stars_3, stars_4, stars_5, version)
    SELECT DISTINCT course_id, 0, 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 1 FROM (SELECT course_id, stars, 1 AS n FROM new_rows WHERE deleted_at IS NULL AND hidden_at IS NULL) AS touched ORDER BY course_id
    ON CONFLICT (course_id) DO NOTHING;
    UPDATE courses_coursefigures AS figures SET rating_count = figures.rating_count + changes.n, rating_sum = figures.rating_sum + changes.total, stars_1 = figures.stars_1 + changes.s1, stars_2 = figures.stars_2 + changes.s2, stars_3 = figures.stars_3 + changes.s3, stars_4 = figures.stars_4 + changes.s4, stars_5 = figures.stars_5 + changes.s5, version = figures.version + 1
    FROM (SELECT course_id, sum(n) AS n, coalesce(sum(n * stars), 0) AS total, coalesce(sum(n) FILTER (WHERE stars = 1), 0) AS s1, coalesce(sum(n) FILTER (WHERE stars = 2), 0) AS s2, coalesce(sum(n) FILTER (WHERE stars = 3), 0) AS s3, coalesce(sum(n) FILTER (WHERE stars = 4), 0) AS s4, coalesce(sum(n) FILTER (WHERE stars = 5), 0) AS s5 FROM (SELECT course_id, stars, 1 AS n FROM new_rows WHERE deleted_at IS NULL AND hidden_at IS NULL) AS touched GROUP BY course_id) AS changes
    WHERE figures.course_id = changes.course_id AND (changes.n <> 0 OR changes.s1 <> 0 OR changes.s2 <> 0 OR changes.s3 <> 0 OR changes.s4 <> 0 OR changes.s5 <> 0);
    RETURN NULL;
END $$;
CREATE FUNCTION courses_follow_review_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_coursefigures (course_id, price_minor, price_currency, learner_count, rating_count, rating_sum,
        stars_1, stars_2, stars_3, stars_4, stars_5, version)
    SELECT DISTINCT course_id, 0, 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 1 FROM (SELECT course_id, stars, -1 AS n FROM old_rows WHERE deleted_at IS NULL AND hidden_at IS NULL UNION ALL SELECT course_id, stars, 1 AS n FROM new_rows WHERE deleted_at IS NULL AND hidden_at IS NULL) AS touched ORDER BY course_id
    ON CONFLICT (course_id) DO NOTHING;
    UPDATE courses_coursefigures AS figures SET rating_count = figures.rating_count + changes.n, rating_sum = figures.rating_sum + changes.total, stars_1 = figures.stars_1 + changes.s1, stars_2 = figures.stars_2 + changes.s2, stars_3 = figures.stars_3 + changes.s3, stars_4 = figures.stars_4 + changes.s4, stars_5 = figures.stars_5 + changes.s5, version = figures.version + 1
    FROM (SELECT course_id, sum(n) AS n, coalesce(sum(n * stars), 0) AS total, coalesce(sum(n) FILTER (WHERE stars = 1), 0) AS s1, coalesce(sum(n) FILTER (WHERE stars = 2), 0) AS s2, coalesce(sum(n) FILTER (WHERE stars = 3), 0) AS s3, coalesce(sum(n) FILTER (WHERE stars = 4), 0) AS s4, coalesce(sum(n) FILTER (WHERE stars = 5), 0) AS s5 FROM (SELECT course_id, stars, -1 AS n FROM old_rows WHERE deleted_at IS NULL AND hidden_at IS NULL UNION ALL SELECT course_id, stars, 1 AS n FROM new_rows WHERE deleted_at IS NULL AND hidden_at IS NULL) AS touched GROUP BY course_id) AS changes
    WHERE figures.course_id = changes.course_id AND (changes.n <> 0 OR changes.s1 <> 0 OR changes.s2 <> 0 OR changes.s3 <> 0 OR changes.s4 <> 0 OR changes.s5 <> 0);
    RETURN NULL;
END $$;
CREATE FUNCTION courses_move_catalogue_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared('courses_catalogue_version'::regclass::oid::bigint); PERFORM nextval('courses_catalogue_version');
    RETURN NULL;
END $$;
CREATE FUNCTION courses_pages_stay_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE FUNCTION courses_refuse_newcomer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state IN ('active', 'completed') THEN
        RETURN NEW;
    END IF;
    IF (SELECT course.is_paused FROM courses_course course WHERE course.id = NEW.course_id) THEN
        RAISE EXCEPTION 'the producer of course % has paused teaching', NEW.course_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'paused_course_takes_nobody_new';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION courses_refuse_other_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.split_id, NEW.person_id, NEW.basis_points) IS DISTINCT FROM (OLD.split_id, OLD.person_id, OLD.basis_points)
        OR OLD.agreed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a part of a division of shares is kept as it was proposed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION courses_refuse_split_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = OLD.state OR (OLD.state = 'proposed' AND NEW.state IN ('declined', 'taken_back'))
        OR (OLD.state = 'agreed' AND NEW.state = 'replaced')
        OR (OLD.state = 'proposed' AND NEW.state = 'agreed' AND NOT EXISTS
            (SELECT FROM courses_rightspart WHERE split_id = NEW.id AND agreed_at IS NULL)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a division of shares does not go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION courses_refuse_uneven_split() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint = CASE TG_TABLE_NAME WHEN 'courses_rightspart' THEN (to_jsonb(NEW)->>'split_id')::bigint ELSE NEW.id END;
BEGIN
    IF EXISTS (SELECT FROM courses_rightssplit WHERE id = wanted)
        AND (SELECT coalesce(sum(basis_points), 0) FROM courses_rightspart WHERE split_id = wanted) <> 10000 THEN
        RAISE EXCEPTION 'the parts of a division of shares do not sum to everything' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION courses_revisions_are_not_scheduled() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER catalogue_moves AFTER UPDATE OF producer_slug ON accounts_profile
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
CREATE TRIGGER courses_follow AFTER INSERT OR UPDATE OF paused_at ON accounts_rolegrant
    FOR EACH ROW WHEN ((((new.role)::text = 'producer'::text) AND (new.ended_at IS NULL)))
    EXECUTE FUNCTION courses_follow_pause();
CREATE TRIGGER catalogue_moves AFTER UPDATE OF availability, is_paused, is_featured, owner_id ON courses_course
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
CREATE TRIGGER pause_follows_owner BEFORE INSERT OR UPDATE OF owner_id ON courses_course
    FOR EACH ROW EXECUTE FUNCTION courses_follow_owner();
CREATE TRIGGER catalogue_moves AFTER INSERT OR DELETE OR UPDATE ON courses_coursedocument
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
CREATE TRIGGER catalogue_moves AFTER UPDATE OF price_minor, price_least_minor, price_currency, rating_sum, rating_count ON courses_coursefigures
    FOR EACH ROW WHEN (((old.price_minor <> new.price_minor) OR (old.price_from_minor <> new.price_from_minor) OR ((old.price_currency)::text <> (new.price_currency)::text) OR (old.rating_hundredths <> new.rating_hundredths)))
    EXECUTE FUNCTION courses_move_catalogue_version();
CREATE TRIGGER figures_follow_delete AFTER DELETE ON courses_coursereview
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION courses_follow_review_delete();
CREATE TRIGGER figures_follow_insert AFTER INSERT ON courses_coursereview
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION courses_follow_review_insert();
CREATE TRIGGER figures_follow_update AFTER UPDATE ON courses_coursereview
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION courses_follow_review_update();
CREATE TRIGGER figures_follow_delete AFTER DELETE ON courses_enrolment
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION courses_follow_enrolment_delete();
CREATE TRIGGER figures_follow_insert AFTER INSERT ON courses_enrolment
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION courses_follow_enrolment_insert();
CREATE TRIGGER figures_follow_update AFTER UPDATE ON courses_enrolment FOR EACH ROW
    WHEN (OLD.course_id <> NEW.course_id
        OR (OLD.state IN ('active', 'completed')) <> (NEW.state IN ('active', 'completed')))
    EXECUTE FUNCTION courses_follow_enrolment_update();
CREATE TRIGGER paused_course_takes_nobody_back BEFORE UPDATE OF state ON courses_enrolment
    FOR EACH ROW WHEN (OLD.state NOT IN ('active', 'completed')
        AND NEW.source IN ('free', 'plan') AND NEW.state IN ('active', 'completed'))
    EXECUTE FUNCTION courses_refuse_newcomer();
CREATE TRIGGER paused_course_takes_nobody_new BEFORE INSERT ON courses_enrolment
    FOR EACH ROW WHEN (NEW.source IN ('free', 'plan') AND NEW.state IN ('active', 'completed'))
    EXECUTE FUNCTION courses_refuse_newcomer();
CREATE TRIGGER kept_as_proposed BEFORE UPDATE ON courses_rightspart
    FOR EACH ROW EXECUTE FUNCTION courses_refuse_other_part();
CREATE CONSTRAINT TRIGGER sums_to_everything AFTER INSERT ON courses_rightspart DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION courses_refuse_uneven_split();
CREATE TRIGGER moves_by_agreement BEFORE UPDATE OF state ON courses_rightssplit
    FOR EACH ROW EXECUTE FUNCTION courses_refuse_split_move();
CREATE CONSTRAINT TRIGGER sums_to_everything AFTER INSERT OR UPDATE ON courses_rightssplit DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION courses_refuse_uneven_split();
CREATE TRIGGER catalogue_moves AFTER UPDATE OF slug ON taxonomy_category
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
CREATE TRIGGER catalogue_moves AFTER UPDATE OF slug ON taxonomy_level
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
CREATE TRIGGER course_pages_stay_drafts BEFORE INSERT OR UPDATE OF live, go_live_at, content_type_id ON wagtailcore_page
    FOR EACH ROW WHEN ((new.live OR (new.go_live_at IS NOT NULL)))
    EXECUTE FUNCTION courses_pages_stay_drafts();
CREATE TRIGGER course_pages_are_not_scheduled BEFORE INSERT OR UPDATE OF approved_go_live_at ON wagtailcore_revision
    FOR EACH ROW WHEN ((new.approved_go_live_at IS NOT NULL))
    EXECUTE FUNCTION courses_revisions_are_not_scheduled();
"""

NO_GUARDS = """
DROP INDEX courses_page_course_prefix;
DROP FUNCTION courses_follow_enrolment_delete() CASCADE;
DROP FUNCTION courses_follow_enrolment_insert() CASCADE;
DROP FUNCTION courses_follow_enrolment_update() CASCADE;
DROP FUNCTION courses_follow_owner() CASCADE;
DROP FUNCTION courses_follow_pause() CASCADE;
DROP FUNCTION courses_follow_review_delete() CASCADE;
DROP FUNCTION courses_follow_review_insert() CASCADE;
DROP FUNCTION courses_follow_review_update() CASCADE;
DROP FUNCTION courses_move_catalogue_version() CASCADE;
DROP FUNCTION courses_pages_stay_drafts() CASCADE;
DROP FUNCTION courses_refuse_newcomer() CASCADE;
DROP FUNCTION courses_refuse_other_part() CASCADE;
DROP FUNCTION courses_refuse_split_move() CASCADE;
DROP FUNCTION courses_refuse_uneven_split() CASCADE;
DROP FUNCTION courses_revisions_are_not_scheduled() CASCADE;
DROP SEQUENCE courses_catalogue_version;
"""
