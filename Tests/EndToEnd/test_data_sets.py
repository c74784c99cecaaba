"""Two published data sets, sent whole by the official Amplitude SDK and read back through the Looker API.

What has to come back is computed from the files alone, in plain Python (demo/datasets/expected_totals.py).
"""

import collections
import pathlib
import shutil
import sys
import tempfile

from server import ROOT, Server

sys.path.insert(0, str(ROOT / "demo" / "datasets"))

import expected_totals  # noqa: E402
import send_with_sdk  # noqa: E402
from mapping import FILES, cdnow_purchases  # noqa: E402


def project_of(*names):
    """A folder with the demo's LookML for these data sets and nothing else; not even settings."""
    root = pathlib.Path(tempfile.mkdtemp(prefix="soundings-project-"))
    for name in names:
        for file in [f"models/{name}.model.lkml", f"dashboards/{name}.dashboard.lookml"]:
            (root / file).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / "demo" / file, root / file)
        shutil.copytree(ROOT / "demo" / "views" / name, root / "views" / name)
    return root


class Loaded:
    """A running server with one data set in it, sent by the SDK, and a way to ask it."""

    def __init__(self, options, dataset, project_number, model):
        self.server = Server(options.program, project_of(model))
        self.dataset, self.number, self.model = dataset, project_number, model

    def __enter__(self):
        self.server.__enter__()
        try:
            key = self.server.key(self.dataset, project=self.number)
            taken, sent, others = send_with_sdk.send(self.dataset, key, self.server.url, seconds=240)
            assert taken == sent and not others, (taken, sent, others, self.server.output())
            self.sent = sent
            metrics = self.server.wait_until_loaded(240)
            assert metrics["soundings_loaded_events_total"] == sent, (metrics, sent)
            assert metrics["soundings_queue_rejected_total"] == 0, metrics
            self.token = self.server.login(*self.server.credentials(role="explorer"))
        except BaseException:
            self.server.close()
            raise
        return self

    def __exit__(self, *_):
        self.server.close()

    def rows(self, explore, *fields, **more):
        query = {"model": self.model, "view": explore, "fields": list(fields), "limit": "-1", **more}
        return [tuple(row[field] for field in fields) for row in self.server.query(self.token, query)]

    def check_dashboard(self, title_part):
        """Every tile of the data set's dashboard has something to show."""
        ids = [d["id"] for d in self.server.api(self.token, "dashboards") if title_part in d["title"].lower()]
        assert ids, self.server.api(self.token, "dashboards")
        tiles = 0
        for element in self.server.api(self.token, f"dashboards/{ids[0]}")["dashboard_elements"]:
            query = element.get("query") or (element.get("result_maker") or {}).get("query")
            if not query:
                continue
            names = ("model", "view", "fields", "filters", "sorts", "limit", "pivots")
            detail = self.server.query(
                self.token, {name: query[name] for name in names if query.get(name)}, "json_detail"
            )
            assert detail["data"] and not detail.get("errors"), (element["title"], detail.get("errors"))
            tiles += 1
        assert tiles >= 4, tiles


def cents(amount):
    """Whole cents; nothing may be left over."""
    rounded = round(amount * 100)
    assert abs(amount * 100 - rounded) < 1e-4, amount
    return rounded


def test_cdnow_comes_back_to_the_cent(options):
    expected = expected_totals.cdnow()
    assert (expected["purchases"], expected["customers"]) == (69_659, 23_570)
    with Loaded(options, "cdnow", 2, "cdnow") as loaded:
        assert loaded.sent == 69_659
        whole = loaded.rows(
            "purchases", "purchases.count", "purchases.customer_count", "purchases.revenue", "purchases.cds"
        )
        assert len(whole) == 1, whole
        purchases, customers, revenue, cds = whole[0]
        assert (purchases, customers) == (expected["purchases"], expected["customers"]), whole
        assert cents(revenue) == cents(expected["revenue"]), (revenue, expected["revenue"])
        assert cds == expected["cds"], (cds, expected["cds"])

        months = loaded.rows(
            "purchases", "purchases.purchase_month", "purchases.count", "purchases.customer_count",
            "purchases.revenue", "purchases.cds", sorts=["purchases.purchase_month"],
        )
        found = [(month, count, who, cents(revenue), cds) for month, count, who, revenue, cds in months]
        wanted = [
            (m["month"], m["purchases"], m["customers"], cents(m["revenue"]), m["cds"]) for m in expected["months"]
        ]
        assert len(wanted) == 18 and found == wanted, (found, wanted)

        # Ids are text: the zeros in front stay, and so do purchases of nobody else.
        by_customer = dict(loaded.rows("purchases", "purchases.customer_id", "purchases.count"))
        in_file = collections.Counter(customer for _, customer, *_ in cdnow_purchases(FILES["cdnow"]))
        assert min(in_file) == "00001" == min(by_customer), min(by_customer)
        assert by_customer == in_file
        first = loaded.rows(
            "purchases", "purchases.customer_id", "purchases.count", filters={"purchases.customer_id": "00001"}
        )
        assert first == [("00001", in_file["00001"])], first

        # Customers and their purchases in one query: neither is counted more than once.
        joined = loaded.rows(
            "customers", "customers.count", "customers.repeat_customers", "customers.repeat_rate", "purchases.count",
            "purchases.revenue",
        )
        assert len(joined) == 1, joined
        count, repeat, rate, purchases, revenue = joined[0]
        assert (count, repeat) == (expected["customers"], expected["repeat_customers"]), joined
        assert abs(rate - expected["repeat_rate"]) < 1e-9, (rate, expected["repeat_rate"])
        assert (purchases, cents(revenue)) == (expected["purchases"], cents(expected["revenue"])), joined
        loaded.check_dashboard("cdnow")


test_cdnow_comes_back_to_the_cent.seconds = 480


def test_the_click_stream_comes_back_click_by_click(options):
    expected = expected_totals.clickstream()
    assert expected["events"] == 31_106
    with Loaded(options, "clickstream", 3, "clickstream") as loaded:
        assert loaded.sent == 31_106
        whole = loaded.rows(
            "clicks", "clicks.count", "clicks.user_count", "clicks.session_count", "clicks.buyers", "clicks.conversion"
        )
        assert len(whole) == 1, whole
        assert whole[0][:4] == tuple(expected[name] for name in ("events", "users", "sessions", "buyers")), whole
        assert abs(whole[0][4] - expected["conversion"]) < 1e-9, whole

        types = loaded.rows(
            "clicks", "clicks.event_type", "clicks.count", "clicks.user_count",
            sorts=["clicks.count desc", "clicks.event_type"],
        )
        assert types == [(t["name"], t["events"], t["users"]) for t in expected["event_types"]], types
        days = loaded.rows("clicks", "clicks.click_date", "clicks.user_count", sorts=["clicks.click_date"])
        assert days == [(d["day"], d["users"]) for d in expected["days"]], days
        loaded.check_dashboard("click")


test_the_click_stream_comes_back_click_by_click.seconds = 300
