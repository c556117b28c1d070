"""Settings that hold everywhere. Only `config` reads the environment; the names stand in .env.example."""

from csp.constants import NONE, SELF

from config import environment as env
from config.media_storage import part_bytes, read_bucket
from config.virus_scanner import read_scanner
from kit.embedded_postgres import EmbeddedPostgres
from kit.logs import logging_settings

BASE_DIR = env.ROOT
env.read_env_file(BASE_DIR / ".env")

VAR_DIR = BASE_DIR / env.text("VAR_DIR", "var")

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = False
FAILPOINTS = False
ALLOWED_HOSTS: list[str] = env.words("ALLOWED_HOSTS")

# The only sources of links (DESIGN 8).
SITE_URL = env.text("SITE_URL", "http://localhost:3000").rstrip("/")
ADMIN_URL = env.text("ADMIN_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [ADMIN_URL]
# Where this server reaches the storefront; people find it at SITE_URL.
STOREFRONT_URL = (env.text("STOREFRONT_URL") or SITE_URL).rstrip("/")

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    # Before cms, which tells front ends of the redirects that this one makes when a page goes elsewhere.
    "wagtail.contrib.redirects",
    "kit",
    "taxonomy",
    "notices",
    "moderation",
    "previews",
    "media",
    "content",
    "accounts",
    "commerce",
    "assessments",
    "courses",
    "desk",
    "certificates",
    "discussions",
    "practice",
    "paths",
    "cms",
    "frontend_api",
    "allauth",
    "allauth.account",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.PeopleAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v3",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "kit.middleware.ObservedRequests",
    "kit.middleware.ProbesByAddress",
    "kit.middleware.SafeHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "frontend_api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionDevice",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "courses.middleware.AdminGuard",
]

# Where uploaded files lie: under VAR_DIR, or in this bucket.
_bucket = read_bucket()
_bucket_sources = [_bucket.source] if _bucket else []

# Inline scripts are Wagtail's own: its date fields and inline panels cannot do without.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, "'unsafe-inline'"],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:", *_bucket_sources],
        "connect-src": [SELF, *_bucket_sources],
        "font-src": [SELF, "data:"],
        # The players of content.blocks.addresses; a test holds the two together.
        "frame-src": [
            SELF,
            SITE_URL,
            "https://www.youtube-nocookie.com",
            "https://player.vimeo.com",
            "https://open.spotify.com",
            "https://w.soundcloud.com",
            "https://musescore.com",
            "https://flat.io",
            "https://embed.ted.com",
        ],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# No forwarded address is believed but the storefront's signed one and that of the proxies named here.
TRUSTED_PROXIES = frozenset(env.words("TRUSTED_PROXIES"))
METRICS_TOKEN = env.text("METRICS_TOKEN")

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings(level=env.text("LOG_LEVEL", "INFO"), as_json=env.flag("LOG_JSON", default=True))

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Without DATABASE_URL the embedded PostgreSQL under VAR_DIR is used; `python -m config.run` starts it.
EMBEDDED_POSTGRES = None if env.text("DATABASE_URL") else EmbeddedPostgres(VAR_DIR / "postgres")
DATABASES = {
    "default": {
        **env.database(env.text("DATABASE_URL") or EMBEDDED_POSTGRES.url("perfomix")),  # type: ignore[union-attr]
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
# A database that cannot be reached must not hold a thread for long.
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", "3")
# Values travel beside the statement, and what is asked often is planned once for each connection: planning cost more
# than answering. Behind a pooler that shares connections between transactions, set PREPARE_STATEMENTS=0.
DATABASES["default"]["OPTIONS"] |= {
    "server_side_binding": True,
    "prepare_threshold": 5 if env.flag("PREPARE_STATEMENTS", default=True) else None,
}
# For requests alone, where config.wsgi sets it: migrations and jobs may take their time.
STATEMENT_TIMEOUT_SECONDS = env.number("STATEMENT_TIMEOUT_SECONDS", 10)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "kit.task_backend.JobBackend", "QUEUES": []}}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["kit.password_hashers.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "kit.password_validators.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60

# django-allauth keeps addresses and their confirmation; its pages are not mounted.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_HMAC = False
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1 / 24
ACCOUNT_CHANGE_EMAIL = True

# Seeds of the keys that sign access tokens, the signing one first (accounts.access.tokens).
ACCESS_TOKEN_KEYS = env.words("ACCESS_TOKEN_KEYS")
# Seeds of the keys that sign certificates as credentials; without one they are printed, and not signed. One that was in
# use stays in the list: what it signed is checked for years.
CREDENTIAL_KEYS = env.words("CREDENTIAL_KEYS")
TERMS_VERSION = env.text("TERMS_VERSION", "2026-11")
AGE_LIMIT = env.number("AGE_LIMIT", 16)
DEMO_PEOPLE_ALLOWED = False
# Limits on sign-in and its like are multiplied by this.
PEOPLE_LIMITS_FACTOR = 1

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "media.access.storage.SignedFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Films are sent in parts (ADR 0037): where these go, how large each is, and what one person's files may take in all.
MEDIA_PARTS = "media.gateways.disk.DiskParts"
MEDIA_PART_BYTES = part_bytes()
MEDIA_QUOTA_BYTES = env.number("MEDIA_QUOTA_GIGABYTES", 100) * 1024**3
# Of who has no library, and hands files in.
MEDIA_HAND_IN_QUOTA_BYTES = env.number("MEDIA_HAND_IN_QUOTA_GIGABYTES", 5) * 1024**3
MEDIA_ORIGIN = _bucket.origin if _bucket else ""
# Films are made into streams by the worker (ADR 0042), so many at once; work on them needs room on disk.
MEDIA_STREAMS = env.flag("MEDIA_STREAMS", default=True)
MEDIA_STREAMS_AT_ONCE = env.number("MEDIA_STREAMS_AT_ONCE", 1)
MEDIA_WORK_DIR = VAR_DIR / "films"
# A virus scanner (ADR 0043): what it has not called clean is served to nobody. Empty looks at nothing.
CLAMD_ADDRESS = read_scanner()
if _bucket:
    STORAGES["default"] = {"BACKEND": "media.access.bucket.SignedBucket", "OPTIONS": _bucket.options}
    MEDIA_PARTS = "media.gateways.bucket.BucketParts"

# The editor signs in by our operations; passwords and addresses are changed by them alone.
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.forms.AdminSignInForm"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_SITE_NAME = "Perfomix"
WAGTAILADMIN_BASE_URL = ADMIN_URL
WAGTAIL_FINISH_WORKFLOW_ACTION = "courses.operations.workflow.finish_workflow"
WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_WEBP_QUALITY = 80
WAGTAILIMAGES_AVIF_QUALITY = 60
# The forms in which pictures are served to browsers that take them: AVIF is the lightest, and the slowest to make.
MEDIA_PICTURE_FORMS = env.words("MEDIA_PICTURE_FORMS", "avif,webp")
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "none"
WAGTAIL_I18N_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
TAGGIT_CASE_INSENSITIVE = True

REST_FRAMEWORK: dict[str, object] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["frontend_api.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["frontend_api.throttling.StandardThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["frontend_api.renderers.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["frontend_api.parsers.JsonParser"],
    "DEFAULT_PAGINATION_CLASS": "frontend_api.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "frontend_api.schema.ApiSchema",
    "DEFAULT_METADATA_CLASS": "frontend_api.metadata.AllowOnly",
    "EXCEPTION_HANDLER": "frontend_api.errors.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, object] = {
    "TITLE": "Perfomix",
    "DESCRIPTION": "Courses in the performing arts: find them, join them, learn, and say how it was.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "Role": "accounts.enums.Role.choices",
        "WantedRole": "frontend_api.v1.auth.serializers.WANTED",
        "InvitationKind": "courses.enums.InvitationKind.choices",
        "SellableKind": "frontend_api.v1.orders.shapes.KINDS",
        "ProgressEventKind": "frontend_api.v1.learning.serializers.EVENT_KINDS",
        "ReportableKind": "frontend_api.v1.reviews.views.REPORTABLE_KINDS",
        "CertificateState": "certificates.enums.Standing.choices",
        "PathKind": "paths.enums.PathKind.choices",
        "CourseOnPathState": "frontend_api.v1.paths.shapes.COURSE_STATES",
        "EnrolmentState": "courses.enums.EnrolmentState.choices",
        "ReportState": "moderation.enums.ReportState.choices",
        "LessonState": "frontend_api.v1.learning.serializers.LESSON_STATES",
        "UploadKind": "media.enums.UploadKind.choices",
        "WorkKind": "assessments.enums.WorkKind.choices",
        "WorkState": "frontend_api.v1.assignments.shapes.WORK_STATES",
        "HandInState": "assessments.enums.HandInState.choices",
        "PeerMarks": "assessments.enums.PeerMarks.choices",
        "PlayedKind": "frontend_api.v1.peers.shapes.PLAYED",
        "PeerReviewState": "frontend_api.v1.peers.shapes.ASKED",
    },
    "PREPROCESSING_HOOKS": ["frontend_api.schema.only_ours"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "frontend_api.schema.add_lesson_blocks",
        "frontend_api.schema.add_quiz_parts",
        "frontend_api.schema.add_outline_entries",
        "frontend_api.v1.site.schema.add_page_blocks",
        "frontend_api.schema.add_errors",
    ],
}
# Requests a minute (DESIGN 8). Sign-in, reset and the like have stricter limits of their own.
API_LIMITS = {
    "anonymous_reads": 600,
    "anonymous_writes": 20,
    "signed_in_reads": 600,
    "signed_in_writes": 100,
}
API_LARGEST_BODY = 1_000_000
API_LARGEST_UPLOAD = 10_000_000
# Shared with the storefront: each signs with it what it sends to the other. Empty believes nobody and posts nothing.
STOREFRONT_SECRET = env.text("STOREFRONT_SECRET")

# Without a key `make run` starts a stand-in for Stripe and talks to that; production asks for a key.
STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY")
# More than one while a secret is being changed: events signed with any of them are taken.
STRIPE_WEBHOOK_SECRETS = env.words("STRIPE_WEBHOOK_SECRETS")
# What sellers' own accounts tell comes to an address of its own, signed with secrets of its own.
STRIPE_CONNECT_WEBHOOK_SECRETS = env.words("STRIPE_CONNECT_WEBHOOK_SECRETS")
# How new accounts of sellers are opened: accounts_v2, or express_v1 where Accounts v2 is not open yet.
STRIPE_CONNECT_INTERFACE = env.text("STRIPE_CONNECT_INTERFACE", "accounts_v2")
# What Stripe Tax takes our things for: online courses on demand, pre-recorded (docs.stripe.com/tax/tax-codes).
STRIPE_TAX_CODE = env.text("STRIPE_TAX_CODE", "txcd_20060158")
# Another address than Stripe's own; for the stand-in.
STRIPE_API_BASE = env.text("STRIPE_API_BASE").rstrip("/")
# What the platform keeps of each sale, in hundredths of a percent, where neither course nor seller has a term.
COMMISSION_BASIS_POINTS = env.number("COMMISSION_BASIS_POINTS", 1500)
CHECKOUT_MINUTES = 60
# How long a plan stays good after a payment of it failed, while the provider tries again.
PLAN_GRACE_DAYS = env.number("PLAN_GRACE_DAYS", 7)
# Sellers' shares wait so long after a payment, so that what is given back in that time never leaves us.
TRANSFER_AFTER_DAYS = env.number("TRANSFER_AFTER_DAYS", 14)

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Perfomix <hello@perfomix.localhost>")
# The page that shows letters instead of sending them; development only.
MAILBOX_PAGE = False

# What a package brought in may hold, once unpacked. The ratio is of one file's size to its size in the archive.
COURSE_IMPORT_LIMITS = {
    "entries": env.number("COURSE_IMPORT_ENTRIES", 10_000),
    "total_bytes": env.number("COURSE_IMPORT_BYTES", 1_000_000_000),
    "file_bytes": env.number("COURSE_IMPORT_FILE_BYTES", 500_000_000),
    "text_bytes": env.number("COURSE_IMPORT_TEXT_BYTES", 2_000_000),
    "ratio": env.number("COURSE_IMPORT_RATIO", 200),
}
COURSE_IMPORT_UPLOAD_BYTES = env.number("COURSE_IMPORT_UPLOAD_BYTES", 500_000_000)
