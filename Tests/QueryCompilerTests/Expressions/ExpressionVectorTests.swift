import LookerExpressions
import Testing

@testable import QueryCompiler

/// What functions give, worked out by hand for the rows of ``ExpressionRows/odd``; `$n` stands for `${t.n}`. The database
/// and the evaluator both have to say so.
@Suite struct ExpressionVectorTests {
    private func check(
        _ vectors: [(text: String, values: [Any?])], at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await ExpressionBench.with { bench in
            for (text, values) in vectors {
                let written = text.replacing(#/\$([a-z])/#) { "${t.\($0.output.1)}" }
                try await bench.expect(written, values.map(ExpressionValue.init), at: place)
            }
        }
    }

    // n: 0, 7, -12, null, 1000, 1, -1, 2          x: 0.5, -2.5, 0, 1.005, 1e10, null, -0.1, 3
    // m: 3, 0, 5, 2, null, -2, 2147483647, 100    p: 1.5, 0, -7.125, 99.75, null, 2, 0.125, -3

    @Test func `operators`() async throws {
        try await check([
            ("$n + $m", [3, 7, -7, nil, nil, -1, 2_147_483_646, 102]),
            ("$n - $m", [-3, 7, -17, nil, nil, 3, -2_147_483_648, -98]),
            ("$m * $m", [9, 0, 25, 4, nil, 4, 4_611_686_014_132_420_609, 10_000]),
            ("$m + $m", [6, 0, 10, 4, nil, -4, 4_294_967_294]),
            ("$n / $m", [0, nil, -2.4, nil, nil, -0.5, -1.0 / 2_147_483_647, 0.02]),
            ("$p / ($n - 7)", [1.5 / -7, nil, 0.375]),
            ("1 / $n / $x", [nil, 1 / -17.5, nil]),
            ("$n / 0", [nil, nil]),
            ("$n % 5", [0, 2, -2, nil, 0, 1, -1, 2]),
            ("$n % $m", [0, nil, -2, nil, nil, 1, -1, 2]),
            ("$n % -5", [0, 2, -2]),
            ("mod($x, 2)", [0.5, -0.5, 0, 1.005, 0, nil, -0.1, 1]),
            ("-$x", [-0.5, 2.5, 0, -1.005, -1e10, nil, 0.1, -3]),
            ("$n * 2 + 1", [1, 15, -23, nil, 2_001]),
        ])
    }

    @Test func `functions of numbers`() async throws {
        try await check([
            ("abs($x)", [0.5, 2.5, 0, 1.005, 1e10, nil, 0.1, 3]),
            ("ceiling($x)", [1, -2, 0, 2, 1e10, nil, 0, 3]),
            ("floor($x)", [0, -3, 0, 1, 1e10, nil, -1, 3]),
            ("exp($n)", [1, 1_096.6331584284585, 6.14421235332821e-06, nil, nil, 2.718281828459045]),
            ("ln($n)", [nil, 1.9459101490553132, nil, nil, 6.907755278982137, 0, nil, 0.6931471805599453]),
            ("log($n)", [nil, 0.845098040014257, nil, nil, 3, 0, nil]),
            ("power($x, 2)", [0.25, 6.25, 0]),
            ("power($x, 0.5)", [0.7071067811865476, nil, 0]),
            ("power($n, -1)", [nil, 1.0 / 7, -1.0 / 12, nil, 0.001, 1, -1, 0.5]),
            ("power($n, 300)", [0, 3.38385702007491e+253, nil, nil, nil, 1, 1]),
            ("round($x, 2)", [0.5, -2.5, 0, 1.01, 1e10, nil, -0.1, 3]),
            ("round($x, 0)", [1, -3, 0, 1, 1e10, nil, 0, 3]),
            ("round($n, -1)", [0, 10, -10, nil, 1_000, 0, 0, 0]),
            ("round($p, 1)", [1.5, 0, -7.1, 99.8, nil, 2, 0.1, -3]),
            ("round(1.005, $n)", [1, 1.005, 0, nil, 1.005, 1, 0, 1.01]),
            ("round($m, $n)", [3, 0, 0, nil, nil, -2, 2_147_483_650, 100]),
            ("sqrt($n)", [0, 2.6457513110645907, nil, nil, 31.622776601683793]),
        ])
    }

    @Test func `angles`() async throws {
        try await check([
            ("sin($x)", [0.479425538604203, -0.5984721441039564, 0]),
            ("cos($x)", [0.8775825618903728, -0.8011436155469337, 1]),
            ("tan($x)", [0.5463024898437905, 0.7470222972386603, 0]),
            ("asin($x)", [0.5235987755982989, nil, 0]),
            ("acos($x)", [1.0471975511965979, nil, 1.5707963267948966]),
            ("atan($x)", [0.4636476090008061, -1.1902899496825317, 0]),
            ("degrees($x)", [28.64788975654116, -143.2394487827058, 0]),
            ("radians($n)", [0, 0.12217304763960307]),
            ("pi() * $n", [0, 21.991148575128552]),
        ])
    }

    // s: "Rome", "", null, " a b\t", "日本語 👍🏽", "abcABC", "O'Neil \ %", "naïve" with the points after the a
    // w: "o", "12.5", "b", " ", "本", null, "-3e2", "2024-02-29 10:30"

    @Test func `text`() async throws {
        try await check([
            ("concat($s, \"!\", $n)", ["Rome!0", "!7", nil, nil, "日本語 👍🏽!1000", "abcABC!1"]),
            (
                "concat($x, \"|\", $p)",
                ["0.5|1.5", "-2.5|0", "0|-7.125", "1.005|99.75", nil, nil, "-0.1|0.125", "3|-3"]
            ),
            ("concat($n / 2, \" \", $n * 1e15)", ["0 0", "3.5 7000000000000000", "-6 -1.2e+16", nil, "500 1e+18"]),
            (
                "concat($b, $d)",
                ["Yes2024-01-31", "No2024-02-29 10:30:59.500000", nil, "Yes1969-12-31 23:59:59.999999"]
            ),
            ("contains($s, $w)", [true, false, nil, true, true, nil, false, false]),
            ("contains($s, \"\")", [true, true, nil]),
            ("contains($s, \"%\")", [false, false, nil, false, false, false, true]),
            ("starts_with($s, \"R\")", [true, false, nil]),
            ("position($s, $w)", [2, 0, nil, 1, 2, nil, 0, 0]),
            ("position($s, \"\")", [1, 1, nil]),
            ("length($s)", [4, 0, nil, 5, 6, 6, 10, 6]),
            ("lower($s)", ["rome", "", nil, " a b\t"]),
            ("upper($s)", ["ROME", "", nil, " A B\t"]),
            ("trim($s)", ["Rome", "", nil, "a b"]),
            ("replace($s, \"b\", $w)", ["Rome", "", nil, " a  \t", "日本語 👍🏽", nil]),
            ("replace($s, \"\", \"x\")", ["Rome", "", nil]),
            ("substring($s, 2, 2)", ["om", "", nil, "a ", "本語", "bc", "'N", "a\u{308}"]),
            ("substring($s, 0, 3)", ["Ro", "", nil]), ("substring($s, -1, 3)", ["R", "", nil]),
            ("substring($s, 3, 100)", ["me", "", nil]), ("substring($s, 2, -1)", ["", "", nil]),
            ("substring($s, $n, $m)", ["Ro", "", nil, nil, nil, "", "O'Neil \\ %", "a\u{308}ive"]),
            ("substring(\"abcdef\", $n, 2)", ["a", "", "", nil, "", "ab", "", "bc"]),
        ])
    }

    @Test func `conversions`() async throws {
        try await check([
            ("to_string($n)", ["0", "7", "-12", "", "1000"]), ("to_string($b)", ["Yes", "No", ""]),
            ("to_string($d)", ["2024-01-31", "2024-02-29 10:30:59.500000", ""]),
            ("to_number($w)", [nil, 12.5, nil, nil, nil, nil, -300, nil]),
            ("to_number(concat(\" \", $n, \".50 \"))", [0.5, 7.5, -12.5, nil, 1_000.5]),
            ("to_number(concat($n, \"e999\"))", [0, nil, nil]), ("to_number(concat($n, \"_000\"))", [nil, nil]),
            ("to_date($w)", [nil, nil, nil, nil, nil, nil, nil, Self.day("2024-02-29 10:30")]),
            (
                "to_date(concat(\"2024-0\", $m))",
                [Self.day("2024-03-01"), nil, Self.day("2024-05-01"), Self.day("2024-02-01")]
            ),
            ("to_date(concat(\"2024-2-\", $m, \"T\", $n + 1, \":5\"))", [Self.day("2024-02-03 01:05"), nil, nil]),
            ("to_date(concat(\"2024-02-03 24:00:0\", $n))", [nil]),
        ])
    }

    // b: yes, no, null, yes, no, null, yes, yes    c: null, yes, no, no, yes, null, yes, no

    @Test func `yes, no and not known`() async throws {
        try await check([
            ("$b AND $c", [nil, false, false, false, false, nil, true, false]),
            ("$b OR $c", [true, true, nil, true, true, nil, true, true]),
            ("NOT $b", [false, true, nil]), ("$b = $c", [nil, false, nil, false, false, nil, true, false]),
            ("$b != yes", [false, true, nil]),
            ("if($b, 1, 2)", [1, 2, 2, 1, 2, 2, 1, 1]),
            ("if($b, $n, $x)", [0, -2.5, 0, nil, 1e10, nil, -1, 2]),
            ("case(when($n > 5, \"big\"), when($n = 0, \"none\"), \"rest\")", ["none", "big", "rest", "rest", "big"]),
            ("case(when($n > 5, \"big\"))", [nil, "big", nil]), ("if(null, 1, $n)", [0, 7, -12, nil]),
            ("if(1 = 1, $n, 1)", [0, 7, -12, nil]), ("coalesce($n, $m, 5)", [0, 7, -12, 2, 1_000]),
            ("coalesce(null, $x)", [0.5, -2.5]), ("is_null($n)", [false, false, false, true]),
            ("is_null($n / $m)", [false, true, false, true, true]),
            ("$s < \"a\"", [true, true, nil, true, false, false, true, false]),
            ("$s = \"na\u{EF}ve\"", [false, false, nil, false, false, false, false, false]),
            ("$n = null", [nil, nil]), ("$d = \"2024-01-31\"", [true, false, nil]), ("$d > $e", [false, true, nil]),
            ("$d < now()", [true, true, nil]), ("9007199254740993 = $n + 9007199254740993", [true, false]),
        ])
    }

    // d: 2024-01-31, 2024-02-29 10:30:59.5, null, 1969-12-31 23:59:59.999999, 2023-02-28, 2000-03-01 00:00:01,
    //    2024-12-31 12:00, 1900-03-01
    // e: 2024-02-29, 2024-01-31 10:31, 2020-05-05, 1970-01-01, null, 2100-02-28 23:59, 2024-11-30 12:00:00.000001, 2024-03-31

    private static func day(_ text: String?) -> ExpressionValue? {
        text.flatMap { CivilTime.parse($0) }.map { .date($0) }
    }
    private static func days(_ texts: String?...) -> [Any?] { texts.map(day) }

    @Test func `times that move`() async throws {
        try await check([
            (
                "add_months(1, $d)",
                Self.days(
                    "2024-02-29", "2024-03-29 10:30:59.5", nil, "1970-01-31 23:59:59.999999", "2023-03-28",
                    "2000-04-01 00:00:01", "2025-01-31 12:00", "1900-04-01")
            ),
            ("add_years(-1, $d)", Self.days("2023-01-31", "2023-02-28 10:30:59.5", nil)),
            ("add_months($n, $d)", Self.days("2024-01-31", "2024-09-29 10:30:59.5", nil, nil)),
            ("add_years($x, $d)", Self.days("2024-01-31", "2022-02-28 10:30:59.5", nil)),
            ("add_days(1.5, $d)", Self.days("2024-02-01 12:00")),
            ("add_days($x, $d)", Self.days("2024-01-31 12:00", "2024-02-26 22:30:59.5", nil)),
            ("add_hours(-1, $d)", Self.days("2024-01-30 23:00")),
            ("add_minutes(90, $d)", Self.days("2024-01-31 01:30")),
            ("add_seconds($p, $d)", Self.days("2024-01-31 00:00:01.5", "2024-02-29 10:30:59.5")),
            ("add_days(10000000, $d)", [nil, nil]), ("add_days($x * 1e300, $d)", [nil, nil]),
            ("add_years(7976, $d)", [nil, nil, nil, Self.day("9945-12-31 23:59:59.999999"), Self.day("9999-02-28")]),
            ("add_days($n, \"2024-02-29\")", Self.days("2024-02-29", "2024-03-07", "2024-02-17")),
        ])
    }

    @Test func `times apart`() async throws {
        try await check([
            ("diff_days($d, $e)", [29, -28, nil, 0, nil, 36_523, -30, 45_321]),
            ("diff_months($d, $e)", [1, 0, nil, 0, nil, 1_199, -1, 1_488]),
            ("diff_months($e, $d)", [-1, 0, nil, 0, nil, -1_199, 1, -1_488]),
            ("diff_years($d, $e)", [0, 0, nil, 0, nil, 99, 0, 124]), ("diff_hours($d, $e)", [696, -695, nil, 0]),
            ("diff_minutes(\"2024-01-31 00:01\", $d)", [-1]),
            ("diff_seconds($d, $e)", [2_505_600, -2_505_599, nil, 0]),
        ])
    }

    @Test func `times taken apart and made`() async throws {
        try await check([
            ("extract_years($d)", [2_024, 2_024, nil, 1_969]), ("extract_months($d)", [1, 2, nil, 12]),
            ("extract_days($d)", [31, 29, nil, 31]), ("extract_hours($d)", [0, 10, nil, 23]),
            ("extract_minutes($d)", [0, 30, nil, 59]), ("extract_seconds($d)", [0, 59, nil, 59]),
            ("trunc_years($d)", Self.days("2024-01-01", "2024-01-01", nil, "1969-01-01")),
            ("trunc_quarters($d)", Self.days("2024-01-01", "2024-01-01", nil, "1969-10-01")),
            ("trunc_months($d)", Self.days("2024-01-01", "2024-02-01", nil, "1969-12-01")),
            ("trunc_days($d)", Self.days("2024-01-31", "2024-02-29", nil, "1969-12-31")),
            ("trunc_hours($d)", Self.days("2024-01-31", "2024-02-29 10:00", nil, "1969-12-31 23:00")),
            ("trunc_minutes($d)", Self.days("2024-01-31", "2024-02-29 10:30", nil, "1969-12-31 23:59")),
            ("date(2024, 2, $n)", Self.days(nil, "2024-02-07", nil, nil, nil, "2024-02-01", nil, "2024-02-02")),
            ("date(2023, 2, $m + 26)", Self.days(nil, "2023-02-26", nil, "2023-02-28")),
            ("date($n, 1, 1)", Self.days(nil, "0007-01-01", nil, nil, "1000-01-01")),
            ("date_time(2024, 1, 2, $n, 5, $x)", Self.days("2024-01-02 00:05:00.5", nil, nil)),
            ("date_time(2024, 1, 2, 23, $n, $m)", Self.days("2024-01-02 23:00:03", "2024-01-02 23:07", nil)),
        ])
    }
}

extension ExpressionValue {
    /// A value as a vector writes it.
    fileprivate init(_ value: Any?) {
        switch value {
        case let value as ExpressionValue: self = value
        case let value as Int: self = .integer(Int64(value))
        case let value as Double: self = .number(value)
        case let value as Bool: self = .yesNo(value)
        case let value as String: self = .string(value)
        default: self = .null
        }
    }
}
