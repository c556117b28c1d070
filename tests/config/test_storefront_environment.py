from config.storefront import server_environment


def test_the_storefront_is_told_no_secret_but_the_shared_one(monkeypatch):
    for name in (
        "SECRET_KEY",
        "DATABASE_URL",
        "ACCESS_TOKEN_KEYS",
        "EMAIL_HOST_PASSWORD",
        "METRICS_TOKEN",
        "CLOUD_KEY",
    ):
        monkeypatch.setenv(name, "a secret of the program")
    monkeypatch.setenv("TRUSTED_PROXIES", "192.0.2.7")
    monkeypatch.setenv("MEDIA_ORIGIN", "https://s3.example.org")
    told = server_environment(port=3000, api_url="http://localhost:8000", settings={"STOREFRONT_SECRET": "shared"})
    assert "a secret of the program" not in told.values()
    assert told["MEDIA_ORIGIN"] == "https://s3.example.org"
    assert (told["STOREFRONT_SECRET"], told["TRUSTED_PROXIES"], told["PORT"]) == ("shared", "192.0.2.7", "3000")
