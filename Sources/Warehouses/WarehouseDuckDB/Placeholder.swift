import CDuckDB
