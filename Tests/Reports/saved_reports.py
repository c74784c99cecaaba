"""Saved Looks and tiles as the page runs them, and their rows against what they have to show."""

SHARED = ("model", "view", "fields", "filters", "sorts", "limit", "dynamic_fields")


class SavedReports:
    """Looks and dashboards of a running server. `get` gives the JSON at a path below /api/4.0, `run` a query's rows.

    Pivots are left out: they only arrange the rows, which are easier to compare one by one."""

    def __init__(self, get, run):
        self.get, self.run = get, run
        self.dashboards = {}

    def look(self, number, **changes):
        """The rows of a Look. `changes` replace filters, by field with `__` for its dot."""
        query = self.get(f"looks/{number}")["query"]
        filters = dict(query.get("filters") or {})
        filters.update({name.replace("__", "."): value for name, value in changes.items()})
        return self.rows(query, filters)

    def tile(self, dashboard, title, values=None):
        """The rows of the tile with a title, under the dashboard's filters: those of `values`, else the saved ones."""
        board = self.dashboard(dashboard)
        elements = [element for element in board["dashboard_elements"] if element.get("title") == title]
        assert len(elements) == 1, f"dashboard {dashboard} has {len(elements)} tiles called {title}"
        element = elements[0]
        query = element.get("query") or (element.get("look") or {}).get("query") or element["result_maker"]["query"]
        filters = dict(query.get("filters") or {})
        standard = {each["name"]: each.get("default_value") or "" for each in board["dashboard_filters"]}
        for filterable in (element.get("result_maker") or {}).get("filterables") or []:
            for link in filterable["listen"]:
                value = {**standard, **(values or {})}[link["dashboard_filter_name"]]
                filters.pop(link["field"], None)
                if value:
                    filters[link["field"]] = value
        return self.rows(query, filters)

    def titles(self, dashboard):
        """Titles of the tiles that have a query of their own."""
        return {
            element["title"] for element in self.dashboard(dashboard)["dashboard_elements"]
            if not element.get("look")
            and (element.get("query") or (element.get("result_maker") or {}).get("query"))
        }

    def dashboard(self, number):
        if number not in self.dashboards:
            self.dashboards[number] = self.get(f"dashboards/{number}")
        return self.dashboards[number]

    def rows(self, query, filters):
        body = {name: query[name] for name in SHARED if query.get(name)}
        body["filters"] = filters
        if query.get("pivots"):
            body["limit"] = "-1"
        rows = self.run(body)
        failed = [row["looker_error"] for row in rows if "looker_error" in row]
        assert not failed, (body, failed)
        return rows


def close(a, b):
    if isinstance(a, bool) or isinstance(b, bool) or not (isinstance(a, (int, float)) and isinstance(b, (int, float))):
        return a == b
    return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))


def differences(name, rows, keys, values, expected):
    """What differs between rows and {key: tuple of values}, as sentences. `keys` and `values` are fields. A row in
    which nothing is known is as good as none."""
    expected = {key: wanted for key, wanted in expected.items() if any(value is not None for value in wanted)}
    found, problems = {}, []
    for row in rows:
        key = tuple(row[field] for field in keys)
        if key in found:
            problems.append(f"{name} {key}: is there twice")
        found[key] = tuple(row[field] for field in values)
    found = {key: got for key, got in found.items() if any(value is not None for value in got)}
    for key in sorted(set(expected) | set(found), key=str):
        wanted, got = expected.get(key), found.get(key)
        if wanted is None or got is None or not all(close(a, b) for a, b in zip(wanted, got, strict=True)):
            problems.append(f"{name} {' / '.join(map(str, key))}: expected {wanted}, found {got}")
    return problems
