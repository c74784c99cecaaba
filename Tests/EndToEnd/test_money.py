"""Amounts in several currencies: the project's own, exchange rates, and what charts say of both."""

from pathlib import Path

from projects import small_project
from server import Server
from test_charts import definition, milliseconds, run_chart
from test_cohorts import server_less

SETTINGS = """
name: shop
analytics:
  currency: usd
  exchange_rates: money/rates.csv
"""
RATES = "date,currency,rate\n2026-03-01,JPY,0.0065\n"


def send(server, key, *payments):
    events = [
        {
            "event_type": "buy", "user_id": "ann@shop", "time": milliseconds(time), "insert_id": f"{time} {currency}",
            "revenue": revenue, **({"currency": currency} if currency else {}),
        }
        for time, revenue, currency in payments
    ]
    body = {"api_key": key, "events": events}
    status, _, answer = server.request("POST", "/2/httpapi", body, {"Content-Type": "application/json"})
    assert status == 200, answer
    server.wait_until_loaded()


def revenue(server, credentials):
    """What was paid on each day from 2 to 4 March, and the notes."""
    chart = definition(chart="segmentation", metric="revenue", events=["buy"])
    status, answer = run_chart(server, server.login(*credentials), {"definition": chart})
    assert status == 200, answer
    return [day or 0 for day in answer["answer"]["series"][0]["series"]], answer["answer"]["notes"]


def test_problems_of_exchange_rates_have_their_places(options):
    rates = RATES + "2026-03-02,JPY,0,0065\n2026-03-02,Euro,1.1\n"
    checked = server_less(options, "validate", small_project(SETTINGS, **{"money/rates.csv": rates}))
    assert "money/rates.csv:3:" in checked and "three cells: date,currency,rate" in checked, checked
    assert "money/rates.csv:4:" in checked and "'Euro' is no currency of three letters" in checked, checked
    assert "'money/rates.csv' is not there" in server_less(options, "validate", small_project(SETTINGS))
    alone = small_project(SETTINGS.replace("  currency: usd\n", ""), **{"money/rates.csv": RATES})
    assert "analytics.exchange_rates needs analytics.currency" in server_less(options, "validate", alone)
    outside = small_project(SETTINGS.replace("money/rates.csv", "../rates.csv"))
    assert "'../rates.csv' is no CSV file of the project" in server_less(options, "validate", outside)
    wrong = small_project(SETTINGS.replace("usd", "dollars"), **{"money/rates.csv": RATES})
    checked = server_less(options, "validate", wrong)
    assert "analytics.currency 'dollars' is no currency of three letters" in checked and "exchange_rates needs" not in checked, checked


def test_amounts_are_in_the_currency_of_the_project(options):
    project = small_project(SETTINGS, **{"money/rates.csv": RATES})
    with Server(options.program, project) as server:
        credentials, key = server.credentials(role="explorer"), server.key()
        send(
            server, key, ("2026-03-02T09:00:00Z", 100, "USD"), ("2026-03-02T10:00:00Z", 10_000, "JPY"),
            ("2026-03-03T10:00:00Z", 10, "CHF"),
        )
        note = "The amount of 1 event is left out, since there is no exchange rate of their day into USD: 1 in CHF."
        assert revenue(server, credentials) == ([165, 0, 0], [note])

        # A rate that is added counts for what comes in after it,
        (project / "money/rates.csv").write_text(RATES + "2026-03-03,CHF,1.25\n")
        server.wait_for_output("The project was reloaded.")
        send(server, key, ("2026-03-04T10:00:00Z", 10, "CHF"))
        assert revenue(server, credentials) == ([165, 0, 12.5], [note])

        # and for what was there before at the next start.
        server.stop()
        server.start()
        assert revenue(server, credentials) == ([165, 12.5, 12.5], [])


def test_rates_that_cannot_be_read_leave_those_of_before(options):
    project = small_project(SETTINGS, **{"money/rates.csv": RATES})
    rates, settings = project / "money/rates.csv", project / "soundings.yaml"
    with Server(options.program, project) as server:
        credentials, key = server.credentials(role="explorer"), server.key()

        def times(text):
            return Path(server.log).read_text().count(text)

        def reloads(path, text):
            before = times("The project was reloaded.")
            if text is None:
                path.unlink()
            else:
                path.write_text(text)
            server.wait_until(
                lambda: times("The project was reloaded.") > before, 20, f"{path} was not taken up"
            )

        # Gone, without its heading, and half written, as it may be while it is replaced.
        for number, text in enumerate([None, "", RATES + "2026-03-02,JP"]):
            reloads(rates, text)
            send(server, key, (f"2026-03-0{number + 2}T09:00:00Z", 10_000, "JPY"))
        assert revenue(server, credentials) == ([65, 65, 65], [])

        # A start with such a file changes nothing that is stored, and goes on once it is whole.
        server.stop()
        server.start()
        server.wait_for_output("The currency or its exchange rates can't be read")
        assert revenue(server, credentials) == ([65, 65, 65], [])
        reloads(rates, RATES)
        send(server, key, ("2026-03-02T10:00:00Z", 1_000, "JPY"))
        assert revenue(server, credentials) == ([71.5, 65, 65], [])

        # Another currency is told once, and not while the settings can't be read.
        told = "analytics.currency has changed"
        reloads(settings, SETTINGS.replace("usd", "dollars"))
        assert times(told) == 0, server.output()
        reloads(settings, SETTINGS.replace("usd", "eur"))
        assert times(told) == 1, server.output()
        reloads(rates, RATES + "2026-03-02,JPY,0.007\n")
        assert times(told) == 1, server.output()


def test_without_a_currency_of_the_project_amounts_in_one_are_left_out(options):
    with Server(options.program, small_project()) as server:
        credentials, key = server.credentials(role="explorer"), server.key()
        send(server, key, ("2026-03-02T09:00:00Z", 100, None), ("2026-03-02T10:00:00Z", 7, "EUR"))
        paid, notes = revenue(server, credentials)
        assert paid == [100, 0, 0] and len(notes) == 1 and "the project has no currency" in notes[0], (paid, notes)
        assert notes[0].endswith(": 1 in EUR."), notes
