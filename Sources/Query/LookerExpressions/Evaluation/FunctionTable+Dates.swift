extension FunctionTable {
    /// Text that writes a date passes for one; null in, null out.
    static let dates: [String: Computation] = {
        var dates: [String: Computation] = [
            "date": .several { values in moment(values) },
            "date_time": .several { values in moment(values) },
            "to_date": .unary { value in value.microseconds.map { .date($0) } ?? .null },
            "now": .table { evaluator, _, _ in Grid(constant: .date(evaluator.now)) },
            "trunc_quarters": trunc { parts in
                CivilTime.Parts(year: parts.year, month: (parts.month - 1) / 3 * 3 + 1, day: 1)
            },
            "trunc_years": trunc { CivilTime.Parts(year: $0.year, month: 1, day: 1) },
            "trunc_months": trunc { CivilTime.Parts(year: $0.year, month: $0.month, day: 1) },
            "trunc_days": trunc { CivilTime.Parts(year: $0.year, month: $0.month, day: $0.day) },
            "trunc_hours": trunc {
                CivilTime.Parts(year: $0.year, month: $0.month, day: $0.day, hour: $0.hour)
            },
            "trunc_minutes": trunc {
                CivilTime.Parts(year: $0.year, month: $0.month, day: $0.day, hour: $0.hour, minute: $0.minute)
            },
            "extract_years": extract { $0.year }, "extract_months": extract { $0.month },
            "extract_days": extract { $0.day }, "extract_hours": extract { $0.hour },
            "extract_minutes": extract { $0.minute }, "extract_seconds": extract { $0.second },
        ]
        for unit in CivilTime.Unit.allCases {
            dates["add_" + unit.rawValue] = .binary { amount, date in
                date.microseconds.flatMap { CivilTime.add(amount, unit, to: $0) }.map { .date($0) } ?? .null
            }
            dates["diff_" + unit.rawValue] = .binary { start, end in
                guard let start = start.microseconds, let end = end.microseconds else { return .null }
                return CivilTime.difference(unit, from: start, to: end).map { .integer($0) } ?? .null
            }
        }
        return dates
    }()

    private static func parts(_ value: ExpressionValue) -> CivilTime.Parts? {
        value.microseconds.flatMap { CivilTime.parts($0) }
    }

    private static func extract(_ part: @escaping @Sendable (CivilTime.Parts) -> Int64) -> Computation {
        .unary { value in parts(value).map { .integer(part($0)) } ?? .null }
    }

    private static func trunc(_ cut: @escaping @Sendable (CivilTime.Parts) -> CivilTime.Parts) -> Computation {
        .unary { value in parts(value).flatMap { CivilTime.microseconds(cut($0)) }.map { .date($0) } ?? .null }
    }

    /// Three or six numbers, of which only the seconds may have a fraction.
    private static func moment(_ values: [ExpressionValue]) -> ExpressionValue {
        let numbers = values.compactMap(\.whole)
        guard numbers.count == values.count, numbers.count >= 3 else { return .null }
        var parts = CivilTime.Parts(year: numbers[0], month: numbers[1], day: numbers[2])
        if numbers.count == 6, let seconds = values[5].double {
            // Half a second before a minute is not in it.
            guard seconds >= 0 else { return .null }
            (parts.hour, parts.minute, parts.second) = (numbers[3], numbers[4], numbers[5])
            parts.microsecond = Int64(((seconds - seconds.rounded(.down)) * 1e6).rounded(.down))
        }
        return CivilTime.microseconds(parts).map { .date($0) } ?? .null
    }
}
