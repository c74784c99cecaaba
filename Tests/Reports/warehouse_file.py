"""Reads a warehouse file with DuckDB itself, past the program that wrote it."""

import ctypes
import json
import pathlib
import tempfile

LIBRARY = pathlib.Path(__file__).resolve().parents[2] / ".vendor" / "duckdb" / "lib" / "libduckdb.so"


class WarehouseFile:
    """An open database file that no server holds. Nothing in it is changed."""

    def __init__(self, path):
        self.duckdb = ctypes.CDLL(str(LIBRARY))
        self.duckdb.duckdb_result_error.restype = ctypes.c_char_p
        self.database, self.connection = ctypes.c_void_p(), ctypes.c_void_p()
        configuration, error = ctypes.c_void_p(), ctypes.c_char_p()
        self.duckdb.duckdb_create_config(ctypes.byref(configuration))
        self.duckdb.duckdb_set_config(configuration, b"access_mode", b"READ_ONLY")
        failed = self.duckdb.duckdb_open_ext(
            str(path).encode(), ctypes.byref(self.database), configuration, ctypes.byref(error)
        )
        self.duckdb.duckdb_destroy_config(ctypes.byref(configuration))
        if failed:
            raise OSError(f"{path}: {(error.value or b'it cannot be opened').decode(errors='replace')}")
        self.duckdb.duckdb_connect(self.database, ctypes.byref(self.connection))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.duckdb.duckdb_disconnect(ctypes.byref(self.connection))
        self.duckdb.duckdb_close(ctypes.byref(self.database))

    def rows(self, select):
        """The rows of a SELECT as dictionaries, one after the other."""
        with tempfile.NamedTemporaryFile(suffix=".ndjson") as file:
            self.run(f"COPY ({select}) TO '{file.name}' (FORMAT json)")
            with open(file.name, encoding="utf-8") as lines:
                for line in lines:
                    yield json.loads(line)

    def run(self, statement):
        # The C struct has six machine words.
        result = (ctypes.c_uint64 * 8)()
        failed = self.duckdb.duckdb_query(self.connection, statement.encode(), ctypes.byref(result))
        message = self.duckdb.duckdb_result_error(ctypes.byref(result)) if failed else None
        self.duckdb.duckdb_destroy_result(ctypes.byref(result))
        if failed:
            raise ValueError(f"{(message or b'').decode(errors='replace')}\n{statement}")
