"""What the charts in charts/ have to say about the click stream (.vendor/data/ecom.csv.gz), as other tools see it.

`expected.py` prints it as JSON; expected.json is what it printed. pandas works out every number. Where retentioneering 5.2.4
can be imported it works out transitions, funnel, sessions and nodes by column too, and both have to agree:

    python -m venv /tmp/peer && /tmp/peer/bin/pip install retentioneering==5.2.4
    RETENTIONEERING_NO_TRACK=1 /tmp/peer/bin/python Tests/Clickstream/expected.py

A visitor's events are in the order of the file, which is the order of time.
"""

import json
import os
import pathlib
import sys

os.environ["RETENTIONEERING_NO_TRACK"] = "1"

import pandas  # noqa: E402

FILE = pathlib.Path(__file__).resolve().parents[2] / ".vendor" / "data" / "ecom.csv.gz"
TOUCHES = ["promo_page", "search", "wishlist_add", "support_chat", "review_page"]
FUNNEL = ["catalog", "add_to_cart", "purchase"]


def events():
    frame = pandas.read_csv(FILE)
    frame["timestamp"] = pandas.to_datetime(frame["timestamp"])
    return frame.sort_values(["user_id", "timestamp"], kind="stable").reset_index(drop=True)


def transitions(frame):
    """How often each event comes right after another one of the same visitor."""
    following = frame.groupby("user_id").event.shift(-1)
    pairs = (frame.event + " " + following).dropna()
    return pairs.value_counts().to_dict()


def paths(frame, start, steps):
    """The way of each visitor from the first `start` on, repeats put together: counts and mean seconds by edge."""
    counts, seconds, columns = {}, {}, {}
    for _, visitor in frame.groupby("user_id"):
        rows = visitor[visitor.event != visitor.event.shift()]
        names = list(rows.event)
        if start not in names:
            continue
        begin = names.index(start)
        names = names[begin : begin + steps]
        times = list(rows.timestamp)[begin : begin + steps]
        for column, name in enumerate(names, start=1):
            columns[f"{column} {name}"] = columns.get(f"{column} {name}", 0) + 1
            if column < len(names):
                edge = f"{column} {name} {names[column]}"
                counts[edge] = counts.get(edge, 0) + 1
                seconds.setdefault(edge, []).append((times[column] - times[column - 1]).total_seconds())
        if len(names) < steps:
            edge = f"{len(names)} {names[-1]} dropped off"
            counts[edge] = counts.get(edge, 0) + 1
    return counts, {edge: sum(values) / len(values) for edge, values in seconds.items()}, columns


def funnel(frame, steps):
    """Visitors that reach each step after all the ones before it, however long that takes."""
    reached = [0] * len(steps)
    for _, visitor in frame.groupby("user_id"):
        step = 0
        for event in visitor.event:
            if step < len(steps) and event == steps[step]:
                reached[step] += 1
                step += 1
    return reached


def sessions(frame):
    """Stretches without a gap of more than half an hour, which are the sessions that the file itself names."""
    gap = frame.groupby("user_id").timestamp.diff()
    numbers = ((gap.isna()) | (gap > pandas.Timedelta("30min"))).cumsum()
    assert frame.groupby(numbers).session_id.nunique().max() == 1
    assert numbers.nunique() == frame.session_id.nunique()
    groups = frame.groupby(numbers).timestamp
    lengths = (groups.max() - groups.min()).dt.total_seconds()
    edges = [0, 3, 10, 30, 60, 180, 600, 1800, 3600, 86400]
    return {
        "sessions": int(numbers.nunique()),
        "users": int(frame.user_id.nunique()),
        "events": len(frame),
        "bounces": int((groups.size() == 1).sum()),
        "time_spent": float(lengths.sum()),
        "lengths": [int(((lengths >= low) & (lengths < high)).sum()) for low, high in zip(edges, edges[1:])],
    }


def attribution(frame):
    """Purchases by the first and the last of the visitor's touches before, and evenly by all of them."""
    first, last, linear = {}, {}, {}
    for _, visitor in frame.groupby("user_id"):
        touches = []
        for event in visitor.event:
            if event in TOUCHES:
                touches.append(event)
            if event != "purchase":
                continue
            before = touches or ["(none)"]
            first[before[0]] = first.get(before[0], 0) + 1
            last[before[-1]] = last.get(before[-1], 0) + 1
            for touch in before:
                linear[touch] = linear.get(touch, 0) + 1 / len(before)
    return {"first": first, "last": last, "linear": {name: round(value, 9) for name, value in linear.items()}}


def compare_with_retentioneering(frame, answer, steps, start):
    try:
        from retentioneering import Eventstream
    except ImportError:
        return False
    schema = {"path_cols": ["user_id"], "event_col": "event", "timestamp_col": "timestamp"}
    stream = Eventstream(frame.copy(), schema=schema)
    matrix = stream.transition_graph_data(edge_weight="count")
    theirs = {
        f"{source} {target}": int(matrix.loc[source, target])
        for source in matrix.index
        for target in matrix.columns
        if matrix.loc[source, target] > 0 and not {source, target} & {"path_start", "path_end"}
    }
    assert theirs == answer["transitions"]["edges"], "transitions"
    reached = [step["unique_paths"] for step in stream.funnel_data(steps=FUNNEL)["steps"]]
    assert reached == answer["funnel"]["reached"], (reached, answer["funnel"])
    cut = stream.split_sessions(timeout="30m", session_col="stretch").to_dataframe()
    cut = cut[~cut.event.isin(["path_start", "path_end"])]
    assert cut.stretch.nunique() == answer["sessions"]["sessions"], cut.stretch.nunique()
    collapsed = stream.collapse_events(loops=True)
    (block,) = collapsed.step_sankey_data(max_steps=steps, anchor=start)
    people = answer["journeys"]["columns"][f"1 {start}"]
    for key, count in answer["journeys"]["columns"].items():
        column, name = key.split(" ", 1)
        share = block.loc[name, int(column) - 1]
        assert round(share * people) == count, (key, share * people, count)
    return True


def main():
    frame = events()
    steps, start = 4, "catalog"
    edges, seconds, columns = paths(frame, start, steps)
    answer = {
        "transitions": {"edges": transitions(frame)},
        "journeys": {"edges": edges, "seconds": seconds, "columns": columns},
        "funnel": {"reached": funnel(frame, FUNNEL)},
        "sessions": sessions(frame),
        "attribution": attribution(frame),
    }
    compared = compare_with_retentioneering(frame, answer, steps, start)
    print("retentioneering agrees" if compared else "retentioneering is not there", file=sys.stderr)
    json.dump(answer, sys.stdout, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
