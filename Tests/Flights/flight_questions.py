"""Questions on the flights, each answered three times: by Soundings, by SQL written by hand, and by pandas.

The text under a question's head is the SQL; it runs with the schema `nyc` as the default one. What the function returns is
computed by pandas: a frame, a series (its index holds the dimensions), or a list of rows.
"""

import numpy
import pandas

QUESTIONS = []


def asks(explore, *fields, **more):
    """Registers a question. `ordered`: the order of the rows counts too."""
    ordered = more.pop("ordered", False)

    def register(function):
        QUESTIONS.append(
            {
                "name": function.__name__,
                "query": {"model": "flights", "view": explore, "fields": list(fields), "limit": "-1", **more},
                "sql": function.__doc__,
                "pandas": function,
                "ordered": ordered,
            }
        )
        return function

    return register


def yes_no(condition):
    return condition.map({True: "Yes", False: "No"})


def by(frame, *keys):
    return frame.groupby(list(keys), dropna=False)


# Measures of every type


@asks("flights", "flights.count")
def everything(d):
    """SELECT COUNT(*) FROM flights"""
    return [(len(d.flights),)]


@asks(
    "flights", "flights.carrier", "flights.count", "flights.total_distance", "flights.average_arr_delay",
    "flights.shortest", "flights.longest",
)
def sums_and_averages(d):
    """SELECT carrier, COUNT(*), SUM(distance), AVG(arr_delay), MIN(distance), MAX(distance) FROM flights GROUP BY 1"""
    groups = by(d.flights, "carrier")
    return groups.agg(
        n=("flight", "size"), total=("distance", "sum"), mean=("arr_delay", "mean"), low=("distance", "min"),
        high=("distance", "max"),
    )


@asks("flights", "flights.origin_code", "flights.median_dep_delay", "flights.dep_delay_p90")
def median_and_percentile(d):
    """SELECT origin, median(dep_delay), quantile_cont(dep_delay, 0.9) FROM flights GROUP BY 1"""
    delays = by(d.flights, "origin")["dep_delay"]
    return pandas.DataFrame({"median": delays.median(), "p90": delays.quantile(0.9)})


@asks("flights", "flights.scheduled_month", "flights.plane_count")
def distinct_planes(d):
    """SELECT strftime(make_date(2013, month, 1), '%Y-%m'), COUNT(DISTINCT tailnum) FROM flights GROUP BY 1"""
    return d.flights.groupby(d.flights.scheduled.dt.strftime("%Y-%m"))["tailnum"].nunique()


@asks("flights", "flights.dest_code", "flights.carrier_list", filters={"flights.dest_code": "B%,-BOS"})
def lists(d):
    """SELECT dest, string_agg(DISTINCT carrier, ', ' ORDER BY carrier) FROM flights
    WHERE dest LIKE 'B%' AND dest <> 'BOS' GROUP BY 1"""
    chosen = d.flights[d.flights.dest.str.startswith("B") & (d.flights.dest != "BOS")]
    return by(chosen, "dest")["carrier"].agg(lambda names: ", ".join(sorted(set(names))))


@asks("flights", "flights.origin_code", "flights.cancelled_count", "flights.cancelled_share", "flights.late_share")
def numbers_over_filtered_measures(d):
    """SELECT origin, COUNT(*) FILTER (dep_time IS NULL), COUNT(*) FILTER (dep_time IS NULL) / COUNT(*),
    COUNT(*) FILTER (dep_delay > 15) / COUNT(*) FROM flights GROUP BY 1"""
    f = d.flights.assign(gone=d.flights.dep_time.isna(), late=d.flights.dep_delay > 15)
    return by(f, "origin").agg(a=("gone", "sum"), b=("gone", "mean"), c=("late", "mean"))


@asks("flights", "flights.carrier", "flights.long_from_jfk")
def a_measure_with_two_filters(d):
    """SELECT carrier, SUM(CASE WHEN origin = 'JFK' AND distance >= 2000 THEN distance ELSE 0 END)
    FROM flights GROUP BY 1"""
    f = d.flights
    return f.distance.where((f.origin == "JFK") & (f.distance >= 2000), 0).groupby(f.carrier).sum()


@asks("flights", "flights.carrier", "flights.airbus_count", "flights.count")
def a_measure_filtered_by_another_view(d):
    """SELECT f.carrier, COUNT(*) FILTER (p.manufacturer LIKE 'AIRBUS%'), COUNT(*)
    FROM flights f LEFT JOIN planes p USING (tailnum) GROUP BY 1"""
    airbus = d.flown.manufacturer.str.startswith("AIRBUS").fillna(False).astype(bool)
    groups = airbus.groupby(d.flown.carrier)
    return pandas.DataFrame({"airbus": groups.sum(), "all": groups.size()})


@asks("flights", "flights.origin_code", "flights.first_scheduled", "flights.is_large")
def dates_and_conditions_as_measures(d):
    """SELECT origin, strftime(MIN(make_date(year, month, day)), '%Y-%m-%d'),
    CASE WHEN COUNT(*) > 50000 THEN 'Yes' ELSE 'No' END FROM flights GROUP BY 1"""
    groups = by(d.flights, "origin")
    return pandas.DataFrame(
        {"first": groups["scheduled"].min().dt.strftime("%Y-%m-%d"), "large": yes_no(groups.size() > 50_000)}
    )


@asks("flights", "flights.carrier", "flights.seats_of_planes", "flights.average_seats_of_planes")
def distinct_by_a_key_of_another_view(d):
    """SELECT carrier, COALESCE(SUM(seats), 0), AVG(seats) FROM (
      SELECT DISTINCT f.carrier, p.tailnum, p.seats FROM flights f LEFT JOIN planes p USING (tailnum)
    ) GROUP BY 1"""
    planes = d.flown[["carrier", "tailnum", "seats"]].drop_duplicates()
    return by(planes, "carrier").agg(total=("seats", "sum"), mean=("seats", "mean"))


# Dimensions of every type


@asks("flights", "flights.is_cancelled", "flights.count")
def yes_and_no(d):
    """SELECT CASE WHEN dep_time IS NULL THEN 'Yes' ELSE 'No' END, COUNT(*) FROM flights GROUP BY 1"""
    return yes_no(d.flights.dep_time.isna()).value_counts()


@asks("flights", "flights.is_late", "flights.count", filters={"flights.is_late": "No"})
def no_holds_what_is_unknown(d):
    """SELECT 'No', COUNT(*) FROM flights WHERE dep_delay <= 15 OR dep_delay IS NULL"""
    delays = d.flights.dep_delay
    return [("No", int(((delays <= 15) | delays.isna()).sum()))]


@asks("flights", "flights.distance_tier", "flights.count", sorts=["flights.distance_tier"], ordered=True)
def tiers_of_whole_numbers(d):
    """SELECT ['Below 500', '500 to 999', '1000 to 2499', '2500 or Above'][g], n FROM (
      SELECT 1 + (distance >= 500)::INT + (distance >= 1000)::INT + (distance >= 2500)::INT AS g, COUNT(*) AS n
      FROM flights GROUP BY 1) ORDER BY g"""
    labels = ["Below 500", "500 to 999", "1000 to 2499", "2500 or Above"]
    bounds = [-numpy.inf, 500, 1000, 2500, numpy.inf]
    return pandas.cut(d.flights.distance, bounds, right=False, labels=labels).value_counts(sort=False)


@asks("flights", "flights.delay_tier", "flights.count", filters={"flights.delay_tier": '"TXX Undefined",T03%'})
def tiers_with_what_is_undefined(d):
    """SELECT CASE WHEN dep_delay IS NULL THEN 'TXX Undefined' ELSE 'T03 [60.0,inf)' END, COUNT(*) FROM flights
    WHERE dep_delay IS NULL OR dep_delay >= 60 GROUP BY 1"""
    delays = d.flights.dep_delay
    return [("TXX Undefined", int(delays.isna().sum())), ("T03 [60.0,inf)", int((delays >= 60).sum()))]


@asks("flights", "flights.part_of_day", "flights.count", sorts=["flights.part_of_day"], ordered=True)
def cases_in_their_order(d):
    """SELECT ['Morning', 'Afternoon', 'Evening'][g], n FROM (
      SELECT 1 + (hour >= 12)::INT + (hour >= 18)::INT AS g, COUNT(*) AS n FROM flights GROUP BY 1) ORDER BY g"""
    hours = d.flights.hour
    return [
        ("Morning", int((hours < 12).sum())), ("Afternoon", int(((hours >= 12) & (hours < 18)).sum())),
        ("Evening", int((hours >= 18).sum())),
    ]


@asks("airports", "airports.place", "airports.altitude", filters={"airports.faa": "JFK,LGA"})
def places(d):
    """SELECT CAST(lat AS VARCHAR) || ',' || CAST(lon AS VARCHAR), alt FROM airports WHERE faa IN ('JFK', 'LGA')"""
    rows = d.airports[d.airports.faa.isin(["JFK", "LGA"])]
    return [(f"{row.lat},{row.lon}", row.alt) for row in rows.itertuples()]


@asks(
    "flights", "flights.minutes_to_departure", "flights.hours_to_departure", "flights.count",
    filters={"flights.dep_delay": "[170, 200]"},
)
def durations(d):
    """SELECT dep_delay, dep_delay // 60, COUNT(*) FROM flights WHERE dep_delay BETWEEN 170 AND 200 GROUP BY 1, 2"""
    late = d.flights[d.flights.dep_delay.between(170, 200)]
    return late.groupby([late.dep_delay.rename("minutes"), (late.dep_delay // 60).rename("hours")]).size()


@asks("planes", "planes.years_in_service", "planes.count", filters={"planes.years_in_service": ">40"})
def years(d):
    """SELECT 2013 - year, COUNT(*) FROM planes WHERE 2013 - year > 40 GROUP BY 1"""
    ages = 2013 - d.planes.year
    return ages[ages > 40].astype(int).value_counts()


# Times


@asks(
    "flights", "flights.scheduled_week", "flights.count", filters={"flights.scheduled_date": "2013-03"},
    sorts=["flights.scheduled_week"], ordered=True,
)
def weeks_that_begin_on_sunday(d):
    """SELECT strftime(make_date(2013, 3, day) - ((isodow(make_date(2013, 3, day)) % 7)::INT), '%Y-%m-%d'), COUNT(*)
    FROM flights WHERE month = 3 GROUP BY 1 ORDER BY 1"""
    march = d.flights[d.flights.month == 3].scheduled.dt.normalize()
    sundays = march - pandas.to_timedelta((march.dt.weekday + 1) % 7, unit="D")
    return sundays.dt.strftime("%Y-%m-%d").value_counts().sort_index()


@asks(
    "flights", "flights.scheduled_day_of_week", "flights.count", sorts=["flights.scheduled_day_of_week"], ordered=True
)
def days_of_the_week_in_their_order(d):
    """SELECT strftime(make_date(year, month, day), '%A') AS name, COUNT(*) FROM flights
    GROUP BY 1, dayofweek(make_date(year, month, day)) ORDER BY dayofweek(make_date(year, month, day))"""
    counts = d.flights.scheduled.dt.day_name().value_counts()
    return counts[["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]]


@asks(
    "flights", "flights.scheduled_day_of_week_index", "flights.scheduled_hour_of_day", "flights.count",
    filters={"flights.scheduled_hour_of_day": "5 to 7", "flights.scheduled_month_name": "July,August"},
)
def parts_of_a_time(d):
    """SELECT dayofweek(make_date(year, month, day)), hour, COUNT(*) FROM flights
    WHERE hour BETWEEN 5 AND 7 AND month IN (7, 8) GROUP BY 1, 2"""
    f = d.flights[d.flights.hour.between(5, 7) & d.flights.month.isin([7, 8])]
    return f.groupby([(f.scheduled.dt.weekday + 1) % 7, "hour"]).size()


@asks("flights", "flights.scheduled_fiscal_quarter", "flights.count")
def fiscal_quarters_from_july(d):
    """SELECT CASE WHEN month <= 3 THEN 'FY2012-Q3' WHEN month <= 6 THEN 'FY2012-Q4' WHEN month <= 9 THEN 'FY2013-Q1'
    ELSE 'FY2013-Q2' END, COUNT(*) FROM flights GROUP BY 1"""
    quarters = ["FY2012-Q3", "FY2012-Q4", "FY2013-Q1", "FY2013-Q2"]
    return d.flights.month.map(lambda month: quarters[(month - 1) // 3]).value_counts()


@asks("flights", "flights.scheduled_minute30", "flights.count", filters={"flights.scheduled_date": "2013/02/08"})
def half_hours_of_a_day(d):
    """SELECT strftime(make_timestamp(2013, 2, 8, hour, minute // 30 * 30, 0), '%Y-%m-%d %H:%M:%S'), COUNT(*)
    FROM flights WHERE month = 2 AND day = 8 GROUP BY 1"""
    f = d.flights[(d.flights.month == 2) & (d.flights.day == 8)]
    return f.scheduled.dt.floor("30min").dt.strftime("%Y-%m-%d %H:%M:%S").value_counts()


@asks(
    "flights", "flights.hour_date", "flights.count", filters={"flights.hour_date": "2013/03/01 to 2013/04/01"},
    query_timezone="America/New_York",
)
def days_of_new_york_from_instants(d):
    """SELECT strftime(make_date(year, month, day), '%Y-%m-%d'), COUNT(*) FROM flights WHERE month = 3 GROUP BY 1"""
    march = d.flights[d.flights.month == 3]
    return march.scheduled.dt.strftime("%Y-%m-%d").value_counts()


@asks("flights", "flights.hour_hour_of_day", "flights.count", query_timezone="Asia/Kolkata")
def hours_in_a_zone_of_half_hours(d):
    """SELECT hour(time_hour + INTERVAL '5 hours 30 minutes'), COUNT(*) FROM flights GROUP BY 1"""
    return d.flights.time_hour.dt.tz_convert("Asia/Kolkata").dt.hour.value_counts()


# Filters


@asks("flights", "flights.carrier", "flights.count", filters={"flights.count": ">30000", "flights.carrier": "-UA"})
def conditions_on_measures(d):
    """SELECT carrier, COUNT(*) FROM flights WHERE carrier <> 'UA' GROUP BY 1 HAVING COUNT(*) > 30000"""
    counts = d.flights[d.flights.carrier != "UA"].groupby("carrier").size()
    return counts[counts > 30_000]


@asks(
    "flights", "flights.origin_code", "flights.count",
    filters={"flights.arr_delay": "NOT [0, 30]", "flights.tailnum": "-EMPTY", "flights.scheduled_date": "2013-Q4"},
)
def ranges_turned_round_keep_what_is_unknown(d):
    """SELECT origin, COUNT(*) FROM flights WHERE (arr_delay < 0 OR arr_delay > 30 OR arr_delay IS NULL)
    AND tailnum IS NOT NULL AND month >= 10 GROUP BY 1"""
    f = d.flights[d.flights.tailnum.notna() & (d.flights.month >= 10)]
    return f[~f.arr_delay.between(0, 30)].groupby("origin").size()


@asks("flights", "destination.name", "flights.count", filters={"destination.name": "NULL,%Intl,-Chicago%"})
def patterns_on_a_joined_view(d):
    """SELECT a.name, COUNT(*) FROM flights f LEFT JOIN airports a ON f.dest = a.faa
    WHERE (a.name IS NULL OR a.name LIKE '%Intl') AND (a.name NOT LIKE 'Chicago%' OR a.name IS NULL) GROUP BY 1"""
    f = d.flights.merge(d.airports, how="left", left_on="dest", right_on="faa")
    f = f[f.name.isna() | (f.name.str.endswith("Intl") & ~f.name.str.startswith("Chicago"))]
    return by(f, "name").size()


@asks(
    "flights", "flights.destination_code", "flights.count", sorts=["flights.count desc"], limit="3", ordered=True
)
def the_three_largest_by_an_old_name(d):
    """SELECT dest, COUNT(*) FROM flights GROUP BY 1 ORDER BY 2 DESC LIMIT 3"""
    return d.flights.dest.value_counts().head(3)


# Parameters and templated filters


@asks("flights", "flights.grouped", "flights.count", filters={"flights.grain": "carrier"})
def a_parameter_chooses_the_dimension(d):
    """SELECT carrier, COUNT(*) FROM flights GROUP BY 1"""
    return d.flights.carrier.value_counts()


@asks("flights", "flights.grouped", "flights.count")
def a_parameter_has_a_default(d):
    """SELECT strftime(make_date(year, month, 1), '%Y-%m'), COUNT(*) FROM flights GROUP BY 1"""
    return d.flights.scheduled.dt.strftime("%Y-%m").value_counts()


@asks(
    "flights", "flights.origin_code", "flights.long_count", "flights.of_interest",
    filters={"flights.long_from": "2400", "flights.carriers_of_interest": "A%,-AA"},
)
def values_inside_of_measures(d):
    """SELECT origin, COUNT(*) FILTER (distance >= 2400), COUNT(*) FILTER (carrier LIKE 'A%' AND carrier <> 'AA')
    FROM flights GROUP BY 1"""
    f = d.flights
    f = f.assign(long=f.distance >= 2400, wanted=f.carrier.str.startswith("A") & (f.carrier != "AA"))
    return by(f, "origin").agg(long=("long", "sum"), wanted=("wanted", "sum"))


@asks(
    "busy_routes", "route_totals.origin_code", "route_totals.count", "route_totals.total_miles",
    filters={"route_totals.route_carrier": "B6,DL", "route_totals.busy_from": "1000"},
)
def a_derived_table_by_what_is_asked(d):
    """SELECT origin, COUNT(*), SUM(miles) FROM (
      SELECT origin, dest, SUM(distance) AS miles FROM flights WHERE carrier IN ('B6', 'DL')
      GROUP BY 1, 2 HAVING COUNT(*) >= 1000) GROUP BY 1"""
    routes = by(d.flights[d.flights.carrier.isin(["B6", "DL"])], "origin", "dest")["distance"].agg(["size", "sum"])
    return routes[routes["size"] >= 1_000].groupby("origin")["sum"].agg(["size", "sum"])


@asks("flights", "flights.carrier", "flights.count", "route_totals.total_flights", filters={"flights.carrier": "HA,VX"})
def a_derived_table_counts_each_route_once(d):
    """WITH r AS (SELECT origin, dest, COUNT(*) AS n FROM flights GROUP BY 1, 2)
    SELECT carrier, SUM(c), SUM(n) FROM (
      SELECT carrier, origin, dest, COUNT(*) AS c FROM flights WHERE carrier IN ('HA', 'VX') GROUP BY 1, 2, 3)
    JOIN r USING (origin, dest) GROUP BY 1"""
    routes = by(d.flights, "origin", "dest").size().rename("n").reset_index()
    mine = by(d.flights[d.flights.carrier.isin(["HA", "VX"])], "carrier", "origin", "dest").size().rename("c")
    return mine.reset_index().merge(routes).groupby("carrier")[["c", "n"]].sum()


# Fan-out


@asks("flights", "flights.count", "planes.count", "planes.total_seats", "planes.average_seats", "planes.median_seats")
def planes_above_their_flights(d):
    """SELECT (SELECT COUNT(*) FROM flights), COUNT(*), SUM(seats), AVG(seats), median(seats)
    FROM planes WHERE tailnum IN (SELECT tailnum FROM flights)"""
    planes = d.planes[d.planes.tailnum.isin(d.flights.tailnum)]
    return [(len(d.flights), len(planes), planes.seats.sum(), planes.seats.mean(), planes.seats.median())]


@asks("flights", "flights.carrier", "flights.total_distance", "planes.total_seats", "planes.oldest")
def planes_of_each_carrier(d):
    """SELECT f.carrier, f.miles, COALESCE(p.seats, 0), p.oldest
    FROM (SELECT carrier, SUM(distance) AS miles FROM flights GROUP BY 1) f
    LEFT JOIN (SELECT carrier, SUM(seats) AS seats, MIN(year) AS oldest FROM planes JOIN (
      SELECT DISTINCT carrier, tailnum FROM flights) USING (tailnum) GROUP BY 1) p USING (carrier)"""
    used = d.flights[["carrier", "tailnum"]].drop_duplicates().merge(d.planes, on="tailnum").groupby("carrier")
    miles = d.flights.groupby("carrier").distance.sum()
    seats = used.seats.sum().reindex(miles.index, fill_value=0)
    return pandas.DataFrame({"miles": miles, "seats": seats, "oldest": used.year.min().reindex(miles.index)})


@asks(
    "flights", "origin.faa", "origin.total_altitude", "destination.total_altitude", "destination.count",
    filters={"flights.carrier": "AA"},
)
def one_table_under_two_names(d):
    """SELECT o.faa, o.alt, SUM(t.alt), COUNT(t.faa) FROM (SELECT DISTINCT origin, dest FROM flights WHERE carrier = 'AA')
    JOIN airports o ON o.faa = origin LEFT JOIN airports t ON t.faa = dest GROUP BY 1, 2"""
    pairs = d.flights[d.flights.carrier == "AA"][["origin", "dest"]].drop_duplicates()
    pairs = pairs.merge(d.airports, how="left", left_on="dest", right_on="faa")
    sums = pairs.groupby("origin").agg(alt=("alt", "sum"), n=("faa", "count"))
    sums.insert(0, "own", d.airports.set_index("faa").alt.reindex(sums.index))
    return sums


@asks("flights", "flights.carrier", "flights.count", "weather.total_precipitation", "weather.median_wind")
def hours_of_weather_above_their_flights(d):
    """SELECT carrier, SUM(n), COALESCE(SUM(precip), 0), median(wind_speed) FROM (
      SELECT carrier, origin, time_hour, COUNT(*) AS n FROM flights GROUP BY 1, 2, 3)
    LEFT JOIN weather USING (origin, time_hour) GROUP BY 1"""
    hours = d.weathered.groupby(["carrier", "origin", "time_hour"]).agg(
        n=("flight", "size"), precip=("precip", "first"), wind=("wind_speed", "first")
    )
    return hours.groupby("carrier").agg(n=("n", "sum"), precip=("precip", "sum"), wind=("wind", "median"))


@asks("planes", "planes.manufacturer", "planes.count", "planes.total_seats", "flights.count", "flights.total_distance")
def flights_below_their_planes(d):
    """SELECT manufacturer, COUNT(*), SUM(seats), SUM(n), SUM(miles) FROM planes LEFT JOIN (
      SELECT tailnum, COUNT(*) AS n, SUM(distance) AS miles FROM flights GROUP BY 1) USING (tailnum) GROUP BY 1"""
    flights = by(d.flights, "tailnum").agg(n=("flight", "size"), miles=("distance", "sum")).reset_index()
    planes = d.planes.merge(flights, how="left", on="tailnum")
    return planes.groupby("manufacturer").agg(
        planes=("tailnum", "size"), seats=("seats", "sum"), n=("n", "sum"), miles=("miles", "sum")
    )


@asks("planes", "carriers.name", "planes.count", "planes.total_seats", "planes.flights_per_plane")
def a_key_two_joins_below(d):
    """SELECT a.name, COUNT(*), SUM(seats), SUM(n) / COUNT(*) FROM planes LEFT JOIN (
      SELECT tailnum, carrier, COUNT(*) AS n FROM flights GROUP BY 1, 2) USING (tailnum)
    LEFT JOIN airlines a USING (carrier) GROUP BY 1"""
    used = by(d.flights, "tailnum", "carrier").size().rename("n").reset_index().merge(d.airlines, on="carrier")
    groups = d.planes.merge(used, how="left", on="tailnum").groupby("name")
    sums = groups.agg(planes=("tailnum", "size"), seats=("seats", "sum"), n=("n", "sum"))
    return sums.assign(n=sums.n / sums.planes)


@asks("weather", "weather.is_wet", "weather.count", "flights.count", "flights.average_arr_delay", "planes.count")
def weather_with_what_it_does_at_the_default_airport(d):
    """SELECT CASE WHEN precip > 0 THEN 'Yes' ELSE 'No' END, COUNT(DISTINCT w.time_hour), COUNT(f.flight),
    AVG(f.arr_delay), COUNT(DISTINCT p.tailnum)
    FROM weather w LEFT JOIN flights f ON f.origin = w.origin AND f.time_hour = w.time_hour
    LEFT JOIN planes p USING (tailnum) WHERE w.origin = 'JFK' GROUP BY 1"""
    hours = d.weather[d.weather.origin == "JFK"][["origin", "time_hour", "precip"]]
    flights = hours.merge(d.flown, how="left", on=["origin", "time_hour"])
    flights["plane"] = flights.tailnum.where(flights.seats.notna())
    return flights.groupby(yes_no(flights.precip > 0)).agg(
        hours=("time_hour", "nunique"), n=("flight", "count"), delay=("arr_delay", "mean"), planes=("plane", "nunique")
    )


@asks(
    "weather", "weather.origin_code", "weather.count", "weather.wet_hours", "flights.cancelled_count",
    filters={"weather.origin_code": "", "weather.observed_date": "2013-02"},
)
def a_default_that_is_lifted(d):
    """SELECT w.origin, COUNT(*), COUNT(*) FILTER (precip > 0), COALESCE(SUM(n), 0) FROM weather w LEFT JOIN (
      SELECT origin, time_hour, COUNT(*) AS n FROM flights WHERE dep_time IS NULL GROUP BY 1, 2) f
    ON f.origin = w.origin AND f.time_hour = w.time_hour
    WHERE w.time_hour >= '2013-02-01' AND w.time_hour < '2013-03-01' GROUP BY 1"""
    w = d.weather[(d.weather.time_hour >= "2013-02-01") & (d.weather.time_hour < "2013-03-01")]
    gone = by(d.flights[d.flights.dep_time.isna()], "origin", "time_hour").size().rename("n").reset_index()
    w = w.merge(gone, how="left", on=["origin", "time_hour"]).assign(wet=w.precip.gt(0).to_numpy())
    return w.groupby("origin").agg(hours=("time_hour", "size"), wet=("wet", "sum"), n=("n", "sum"))


@asks(
    "airports", "airports.faa", "airports.total_altitude", "flights.count", "flights.median_dep_delay",
    "weather.count", "weather.total_precipitation", "planes.total_seats", filters={"airports.faa": "EWR,JFK,LGA,BOS"},
)
def three_legs_from_one_airport(d):
    """SELECT a.faa, a.alt, COALESCE(f.n, 0), f.delay, COALESCE(w.n, 0), COALESCE(w.precip, 0), COALESCE(p.seats, 0)
    FROM airports a
    LEFT JOIN (SELECT origin, COUNT(*) AS n, median(dep_delay) AS delay FROM flights GROUP BY 1) f ON f.origin = a.faa
    LEFT JOIN (SELECT origin, COUNT(*) AS n, SUM(precip) AS precip FROM weather GROUP BY 1) w ON w.origin = a.faa
    LEFT JOIN (SELECT origin, SUM(seats) AS seats FROM planes JOIN (SELECT DISTINCT origin, tailnum FROM flights)
      USING (tailnum) GROUP BY 1) p ON p.origin = a.faa
    WHERE a.faa IN ('EWR', 'JFK', 'LGA', 'BOS')"""
    chosen = d.airports[d.airports.faa.isin(["EWR", "JFK", "LGA", "BOS"])].set_index("faa")
    flights, weather = d.flights.groupby("origin"), d.weather.groupby("origin")
    seats = d.flown[["origin", "tailnum", "seats"]].drop_duplicates().groupby("origin").seats.sum()
    columns = {
        "alt": chosen.alt, "n": flights.size(), "delay": flights.dep_delay.median(), "hours": weather.size(),
        "precip": weather.precip.sum(), "seats": seats,
    }
    return pandas.DataFrame(columns).loc[chosen.index].fillna({"n": 0, "hours": 0, "precip": 0, "seats": 0})


@asks("airports", "airports.count", "airports.average_altitude", "flights.count", "weather.count")
def legs_without_a_key(d):
    """SELECT (SELECT COUNT(*) FROM airports), (SELECT AVG(alt) FROM airports), (SELECT COUNT(*) FROM flights),
    (SELECT COUNT(*) FROM weather)"""
    return [(len(d.airports), d.airports.alt.mean(), len(d.flights), len(d.weather))]


@asks(
    "airports", "weather.observed_month", "weather.count", "flights.count", "airports.count",
    filters={"weather.temperature": ">95"},
)
def a_key_and_a_filter_on_the_other_leg(d):
    """SELECT strftime(w.time_hour, '%Y-%m'), COUNT(DISTINCT (w.origin, w.time_hour)),
    (SELECT COUNT(*) FROM flights WHERE origin IN (SELECT unnest(list(DISTINCT w.origin)))), COUNT(DISTINCT w.origin)
    FROM weather w WHERE w.temp > 95 GROUP BY 1"""
    hot = d.weather[d.weather.temp > 95]
    flights = d.flights.groupby("origin").size()
    rows = []
    for month, hours in hot.groupby(hot.time_hour.dt.strftime("%Y-%m")):
        rows.append((month, len(hours), flights[hours.origin.unique()].sum(), hours.origin.nunique()))
    return rows


@asks(
    "flown", "airports.count", "airports.total_altitude", "weather.count", "flights.count",
    filters={"weather.observed_date": "2013/02/08 for 2 days", "flights.dest_code": "SEA"},
)
def an_inner_join_drops_rows_of_the_other_leg(d):
    """WITH f AS (FROM flights WHERE dest = 'SEA'), w AS (FROM weather WHERE time_hour >= '2013-02-08'
      AND time_hour < '2013-02-10' AND origin IN (SELECT origin FROM f))
    SELECT COUNT(*), SUM(alt), (SELECT COUNT(*) FROM w),
    (SELECT COUNT(*) FROM f WHERE origin IN (SELECT origin FROM w))
    FROM airports WHERE faa IN (SELECT origin FROM w)"""
    flights = d.flights[d.flights.dest == "SEA"]
    w = d.weather[(d.weather.time_hour >= "2013-02-08") & (d.weather.time_hour < "2013-02-10")]
    w = w[w.origin.isin(flights.origin)]
    used = d.airports[d.airports.faa.isin(w.origin)]
    return [(len(used), used.alt.sum(), len(w), len(flights[flights.origin.isin(w.origin)]))]



# Extends, refinements


@asks("late_flights", "flights.delay_tier", "flights.count", "flights.worst_delay", "carriers.count")
def an_explore_that_extends_another(d):
    """SELECT CASE WHEN dep_delay < 60 THEN '< 60.0' WHEN dep_delay < 120 THEN '>= 60.0 and < 120.0'
    WHEN dep_delay < 240 THEN '>= 120.0 and < 240.0' ELSE '>= 240.0' END, COUNT(*), MAX(dep_delay),
    COUNT(DISTINCT carrier) FROM flights WHERE dep_delay > 15 GROUP BY 1"""
    late = d.flights[d.flights.dep_delay > 15]
    labels = ["< 60.0", ">= 60.0 and < 120.0", ">= 120.0 and < 240.0", ">= 240.0"]
    tiers = pandas.cut(late.dep_delay, [15, 60, 120, 240, numpy.inf], right=False, labels=labels)
    return late.groupby(tiers.astype(str)).agg(
        n=("flight", "size"), worst=("dep_delay", "max"), carriers=("carrier", "nunique")
    )
