"""The tables of the chat side. A change is a new migration below the old ones; old ones are never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("bot")


@migrations()
def m001_people_and_subscriptions(db: Database) -> None:
    db.execute(
        """CREATE TABLE subscribers (
            address TEXT PRIMARY KEY, language TEXT NOT NULL, timezone TEXT NOT NULL, digest_at TEXT,
            joined_at INTEGER NOT NULL, next_digest_at INTEGER, digested INTEGER NOT NULL DEFAULT 0,
            even_nothing INTEGER NOT NULL DEFAULT 0, paused INTEGER NOT NULL DEFAULT 0,
            gone INTEGER NOT NULL DEFAULT 0)"""
    )
    db.execute("CREATE INDEX subscribers_due ON subscribers(next_digest_at) WHERE paused = 0")
    db.execute(
        """CREATE TABLE subscriptions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, number INTEGER NOT NULL,
            query TEXT NOT NULL, name TEXT NOT NULL, mode TEXT NOT NULL, created_at INTEGER NOT NULL,
            ended_at INTEGER, UNIQUE(address, number))"""
    )
    db.execute("CREATE TABLE cursors (name TEXT PRIMARY KEY, value INTEGER NOT NULL)")


@migrations()
def m002_matches_and_deliveries(db: Database) -> None:
    db.execute(
        """CREATE TABLE matches (
            id INTEGER PRIMARY KEY AUTOINCREMENT, subscription_id INTEGER NOT NULL REFERENCES subscriptions(id),
            address TEXT NOT NULL, entry_id INTEGER NOT NULL, uid TEXT NOT NULL, finding TEXT NOT NULL,
            found_at INTEGER NOT NULL, UNIQUE(subscription_id, uid))"""
    )
    db.execute("CREATE INDEX matches_by_address ON matches(address, id)")
    db.execute(
        """CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, address TEXT NOT NULL,
            lane INTEGER NOT NULL, message TEXT NOT NULL, state TEXT NOT NULL, due_at INTEGER NOT NULL,
            lease_until INTEGER, attempts INTEGER NOT NULL DEFAULT 0, doubts INTEGER NOT NULL DEFAULT 0,
            message_id TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '', settled_at INTEGER)"""
    )
    db.execute("CREATE INDEX deliveries_due ON deliveries(lane, due_at, id) WHERE state = 'due'")
    db.execute("CREATE INDEX deliveries_sending ON deliveries(address) WHERE state = 'sending'")


@migrations()
def m003_conversations(db: Database) -> None:
    db.execute(
        """CREATE TABLE inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, incoming TEXT NOT NULL,
            received_at INTEGER NOT NULL, handled_at INTEGER, error TEXT NOT NULL DEFAULT '')"""
    )
    db.execute("CREATE INDEX inbox_waiting ON inbox(id) WHERE handled_at IS NULL")
    db.execute("CREATE TABLE shown (address TEXT PRIMARY KEY, title TEXT NOT NULL, items TEXT NOT NULL)")
    db.execute(
        """CREATE TABLE offers (
            id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, text TEXT NOT NULL,
            made_at INTEGER NOT NULL)"""
    )
    db.execute("CREATE TABLE expected (address TEXT PRIMARY KEY, command TEXT NOT NULL)")


@migrations()
def m004_history_and_events(db: Database) -> None:
    db.execute(
        """CREATE TABLE attempts (
            id INTEGER PRIMARY KEY AUTOINCREMENT, delivery_id INTEGER NOT NULL REFERENCES deliveries(id),
            number INTEGER NOT NULL, begun_at INTEGER NOT NULL, ended_at INTEGER, ending TEXT NOT NULL DEFAULT '',
            message_id TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '', UNIQUE(delivery_id, number))"""
    )
    db.execute("CREATE INDEX attempts_sent ON attempts(ended_at) WHERE ending = 'sent'")
    db.execute("CREATE INDEX attempts_failed ON attempts(ended_at) WHERE error <> ''")
    db.execute("CREATE INDEX deliveries_by_state ON deliveries(state)")  # counting need not look at the rows
    db.execute("CREATE INDEX deliveries_by_address ON deliveries(address, id)")
    db.execute(
        """CREATE TABLE events (
            id INTEGER PRIMARY KEY AUTOINCREMENT, concern TEXT NOT NULL, subject TEXT NOT NULL,
            key TEXT NOT NULL UNIQUE, text TEXT NOT NULL, fills TEXT NOT NULL, at INTEGER NOT NULL, told_at INTEGER)"""
    )
    db.execute("CREATE INDEX events_untold ON events(id) WHERE told_at IS NULL")
    db.execute("CREATE INDEX events_told ON events(told_at)")
    db.execute("CREATE INDEX events_by_subject ON events(concern, subject, id)")


@migrations()
def m005_pauses_and_beginnings(db: Database) -> None:
    """Limits and pauses count chats, and the topics of a forum (`channel:to:topic`) are one chat."""
    db.execute(
        """ALTER TABLE deliveries ADD COLUMN chat TEXT GENERATED ALWAYS AS (
            substr(address, 1, instr(address, ':') + instr(substr(address, instr(address, ':') + 1) || ':', ':') - 1)
        ) VIRTUAL"""
    )
    db.execute("ALTER TABLE deliveries ADD COLUMN begun_at INTEGER")
    db.execute("CREATE TABLE holds (chat TEXT PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL)")
    db.execute("DROP INDEX deliveries_due")
    db.execute("DROP INDEX deliveries_sending")
    db.execute("CREATE INDEX deliveries_due ON deliveries(lane, due_at, id, chat, address) WHERE state = 'due'")
    db.execute("CREATE INDEX deliveries_of_chat ON deliveries(chat, lane, id, due_at, attempts) WHERE state = 'due'")
    db.execute("CREATE INDEX deliveries_later ON deliveries(due_at, attempts, chat, address) WHERE state = 'due'")
    db.execute("CREATE INDEX deliveries_sending ON deliveries(chat, lease_until) WHERE state = 'sending'")
    db.execute("CREATE INDEX deliveries_begun ON deliveries(begun_at) WHERE begun_at IS NOT NULL")
    db.execute("CREATE INDEX subscribers_gone ON subscribers(address) WHERE gone")


@migrations()
def m010_stories(db: Database) -> None:
    db.execute(
        """CREATE TABLE stories (
            uid TEXT PRIMARY KEY, story TEXT NOT NULL, follows TEXT NOT NULL, day TEXT NOT NULL,
            sketch TEXT NOT NULL)"""
    )
    db.execute("CREATE INDEX stories_together ON stories(story)")
    # Looked up by key and day; the row is its own index.
    db.execute(
        """CREATE TABLE story_keys (
            key TEXT NOT NULL, day TEXT NOT NULL, uid TEXT NOT NULL, PRIMARY KEY (key, day, uid)) WITHOUT ROWID"""
    )


@migrations()
def m020_digest_times_quiet_hours_and_mutes(db: Database) -> None:
    """`digest_at` held one time (07:30) and holds a whole timetable now, of which one time is the simplest form."""
    for column in ("planned_at INTEGER", "served TEXT", "quiet TEXT", "release_at INTEGER", "mutes TEXT"):
        db.execute(f"ALTER TABLE subscribers ADD COLUMN {column}")
    db.execute("CREATE INDEX subscribers_planned ON subscribers(planned_at) WHERE paused = 0")
    db.execute("ALTER TABLE subscriptions ADD COLUMN muted_until INTEGER")
    # A held alert is named by its subscription and article, not by the id of its match, which changes when a chat that
    # moved meets itself; its owner is the subscription's, so it moves along with it.
    db.execute(
        """CREATE TABLE held (
            subscription_id INTEGER NOT NULL REFERENCES subscriptions(id), uid TEXT NOT NULL,
            PRIMARY KEY (subscription_id, uid)) WITHOUT ROWID"""
    )


@migrations()
def m030_speakers_and_what_was_passed_over(db: Database) -> None:
    """A speaker is a person in a chat; in private that is the chat."""
    db.execute(
        """ALTER TABLE inbox ADD COLUMN speaker TEXT GENERATED ALWAYS AS (
            json_extract(incoming, '$.address.channel') || ':' || json_extract(incoming, '$.address.to') || ':'
            || coalesce(json_extract(incoming, '$.person'), '')) VIRTUAL"""
    )
    db.execute("DROP INDEX inbox_waiting")
    db.execute("CREATE INDEX inbox_waiting ON inbox(speaker, id) WHERE handled_at IS NULL")
    db.execute("CREATE INDEX inbox_of_speaker ON inbox(speaker, received_at, id, error)")
    # A match that a digest went by without telling it: its subscription was silent, muted or ended then.
    db.execute("ALTER TABLE matches ADD COLUMN passed_over INTEGER NOT NULL DEFAULT 0")


@migrations()
def m040_stories_united(db: Database) -> None:
    """Rows already sent keep the name under which they told a story; this says what it is called since."""
    db.execute("CREATE TABLE stories_united (story TEXT PRIMARY KEY, into_story TEXT NOT NULL) WITHOUT ROWID")


@migrations()
def m050_revisions_of_subscriptions(db: Database) -> None:
    """Each subscription carries the revision that it changed with, so that one change among a million is found."""
    db.execute("ALTER TABLE subscriptions ADD COLUMN revision INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX subscriptions_by_revision ON subscriptions(revision)")
    for name, event in (
        ("began", "INSERT"),
        ("changed", "UPDATE OF address, number, query, name, mode, muted_until, ended_at"),
    ):
        db.execute(
            f"""CREATE TRIGGER subscription_{name} AFTER {event} ON subscriptions BEGIN
                UPDATE subscriptions SET revision =
                    1 + coalesce((SELECT value FROM cursors WHERE name = 'subscriptions'), 0) WHERE id = NEW.id;
            END"""
        )


@migrations()
def m060_mentions(db: Database) -> None:
    """Whether a person wants to hear of articles that only mention a word; until now everybody did."""
    db.execute("ALTER TABLE subscribers ADD COLUMN mentions INTEGER NOT NULL DEFAULT 1")


@migrations()
def m070_live_warnings(db: Database) -> None:
    """Messages that change with what they tell of: which warning, as of which line of the log, and until when."""
    for column in (
        "until INTEGER",
        "about TEXT NOT NULL DEFAULT ''",
        "entry_id INTEGER NOT NULL DEFAULT 0",
        "refers INTEGER NOT NULL DEFAULT 0",
    ):
        db.execute(f"ALTER TABLE deliveries ADD COLUMN {column}")
    db.execute("CREATE INDEX deliveries_until ON deliveries(until) WHERE state = 'due' AND until IS NOT NULL")
    db.execute("CREATE INDEX deliveries_live ON deliveries(about) WHERE refers = 0 AND about <> ''")
    db.execute("CREATE INDEX deliveries_live_of ON deliveries(address, about) WHERE refers = 0 AND about <> ''")
    db.execute("CREATE INDEX deliveries_referring ON deliveries(refers, lane, id) WHERE refers <> 0")


@migrations()
def m080_places_levels_and_deeds(db: Database) -> None:
    """Where people are, what may ring, how far they were shown around, and what they may take back."""
    db.execute("ALTER TABLE subscribers ADD COLUMN place TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE subscribers ADD COLUMN level INTEGER")
    db.execute("ALTER TABLE subscribers ADD COLUMN welcome TEXT NOT NULL DEFAULT 'done'")  # who is here knows us
    db.execute(
        """CREATE TABLE deeds (
            id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, act TEXT NOT NULL, about TEXT NOT NULL,
            before TEXT NOT NULL, at INTEGER NOT NULL, undone_at INTEGER)"""
    )
    db.execute("CREATE INDEX deeds_of ON deeds(address, id)")
    db.execute("CREATE INDEX matches_of_subscription ON matches(address, subscription_id, found_at)")


@migrations()
def m080_reminders(db: Database) -> None:
    """How many days before a deadline people are told of it once more, and when that is looked at next."""
    db.execute("ALTER TABLE subscribers ADD COLUMN remind TEXT NOT NULL DEFAULT '7 3 1'")
    db.execute("ALTER TABLE subscribers ADD COLUMN remind_at INTEGER")
    db.execute("CREATE INDEX subscribers_remind ON subscribers(remind_at) WHERE paused = 0")
    db.execute("CREATE INDEX deliveries_reminders ON deliveries(address) WHERE lane = 5")


@migrations()
def m090_pages_openings_reviews_and_summaries(db: Database) -> None:
    """Pages that can be turned, what people opened, when they look back on a week, what a language model wrote."""
    db.execute(
        """CREATE TABLE leaflets (
            id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, title TEXT NOT NULL, items TEXT NOT NULL,
            pages TEXT NOT NULL)"""
    )
    db.execute("CREATE INDEX leaflets_of ON leaflets(address, id)")
    db.execute(
        """CREATE TABLE openings (
            address TEXT NOT NULL, about TEXT NOT NULL, what TEXT NOT NULL, weight REAL NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (address, about, what)) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE reviews (
            address TEXT PRIMARY KEY, timetable TEXT NOT NULL, next_at INTEGER, planned_at INTEGER, served TEXT)"""
    )
    db.execute("CREATE INDEX reviews_due ON reviews(next_at)")
    db.execute(
        """CREATE TABLE summaries (
            entry_id INTEGER PRIMARY KEY, text TEXT NOT NULL, model TEXT NOT NULL, at INTEGER NOT NULL)"""
    )
    db.execute("CREATE INDEX summaries_by_time ON summaries(at)")


@migrations()
def m100_business_profiles(db: Database) -> None:
    """What a private chat told of its business, and which offers were found for it. Both go when it is deleted."""
    db.execute("CREATE TABLE profiles (address TEXT PRIMARY KEY, profile TEXT NOT NULL) WITHOUT ROWID")
    db.execute(
        """CREATE TABLE suited (
            id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, offer TEXT NOT NULL, uid TEXT NOT NULL,
            name TEXT NOT NULL, fits INTEGER NOT NULL, told INTEGER NOT NULL, ring_at INTEGER,
            UNIQUE (address, offer))"""
    )
    db.execute("CREATE INDEX suited_ringing ON suited(ring_at) WHERE told = 0 AND ring_at IS NOT NULL")


@migrations()
def m090_favourites_and_halls(db: Database) -> None:
    """What people put aside; forums bound to a topic, who speaks for which hall, who asked us in; caps of alerts."""
    db.execute(
        """CREATE TABLE favourites (
            id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, uid TEXT NOT NULL, title TEXT NOT NULL,
            at INTEGER NOT NULL, UNIQUE (address, uid))"""
    )
    db.execute("CREATE TABLE bound (address TEXT PRIMARY KEY, topic TEXT NOT NULL) WITHOUT ROWID")
    db.execute("CREATE TABLE hosts (address TEXT PRIMARY KEY, person TEXT NOT NULL) WITHOUT ROWID")
    db.execute(
        """CREATE TABLE driving (
            address TEXT PRIMARY KEY, hall TEXT NOT NULL, title TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID"""
    )
    db.execute("ALTER TABLE subscribers ADD COLUMN cap INTEGER NOT NULL DEFAULT 0")
    # A message is found by what the channel calls it, in whichever topic it landed.
    db.execute("CREATE INDEX deliveries_named ON deliveries(message_id, chat) WHERE message_id <> ''")


@migrations()
def m110_feedback(db: Database) -> None:
    """Who is to get the operator's answer; the words stand in the message to the operator."""
    db.execute(
        "CREATE TABLE feedback (id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, at INTEGER NOT NULL)"
    )
    db.execute("CREATE INDEX feedback_of ON feedback(address, at)")


@migrations()
def m120_fading_deeds(db: Database) -> None:
    """What can no longer be taken back is found at once, so that nothing is kept of how it was."""
    db.execute("CREATE INDEX deeds_kept ON deeds(at) WHERE before <> '{}'")


@migrations()
def m130_days_pauses_and_first_words(db: Database) -> None:
    """The day of the article that was met; when a pause ends by itself; what a message said before it was changed.

    Of matches kept so far the day on which they were found must do. Who is reminded as everybody was by default hears
    of a deadline on its day, too.
    """
    db.execute("ALTER TABLE matches ADD COLUMN day TEXT")
    db.execute("UPDATE matches SET day = date(found_at / 1000000, 'unixepoch')")
    db.execute("CREATE INDEX matches_dated ON matches(address, day)")
    db.execute("ALTER TABLE subscribers ADD COLUMN paused_until INTEGER")
    db.execute("CREATE INDEX subscribers_waking ON subscribers(paused_until) WHERE paused_until IS NOT NULL")
    db.execute("ALTER TABLE deliveries ADD COLUMN first_message TEXT")
    db.execute("UPDATE subscribers SET remind = '7 3 1 0' WHERE remind = '7 3 1'")


@migrations()
def m140_who_spoke_in_groups(db: Database) -> None:
    """Who asks to be deleted is found in other chats, too, without reading all that was ever said."""
    db.execute(
        """CREATE INDEX inbox_of_person ON inbox(json_extract(incoming, '$.person'))
            WHERE json_extract(incoming, '$.group')"""
    )


@migrations()
def m150_nothing_left_behind(db: Database) -> None:
    """Who gave feedback in a group; and of what can no longer be taken back not even what it was about."""
    db.execute("ALTER TABLE feedback ADD COLUMN person TEXT NOT NULL DEFAULT ''")
    db.execute("DROP INDEX deeds_kept")
    db.execute("CREATE INDEX deeds_kept ON deeds(at) WHERE before <> '{}' OR about <> ''")
