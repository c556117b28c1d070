from frontend_api.idempotency import forget_old_replies
from kit.jobs import schedule


@schedule("frontend_api.forget_old_replies", cron="17 3 * * *")
def forget_replies() -> None:
    forget_old_replies()
