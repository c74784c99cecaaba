/// Text counts in unicode scalars, as databases do, so that a calculation and a custom dimension agree.
extension FunctionTable {
    static let text: [String: Computation] = [
        "concat": .several { values in
            values.contains(where: \.isNull) ? .null : .string(values.map(\.text).joined())
        },
        "contains": ofTexts { text, wanted in .yesNo(find(wanted, in: text) != nil) },
        "starts_with": ofTexts { text, wanted in
            .yesNo(text.unicodeScalars.starts(with: wanted.unicodeScalars))
        },
        "position": ofTexts { text, wanted in .integer(find(wanted, in: text).map { Int64($0 + 1) } ?? 0) },
        "length": ofText { .integer(Int64($0.unicodeScalars.count)) },
        "lower": ofText { .string($0.lowercased()) },
        "upper": ofText { .string($0.uppercased()) },
        "trim": ofText { .string(trimmed($0)) },
        "replace": .several { values in
            guard case .string(let text) = values[0], case .string(let old) = values[1],
                case .string(let new) = values[2]
            else { return .null }
            return .string(pieces(of: text, between: old).joined(separator: new))
        },
        "substring": .several { values in
            guard case .string(let text) = values[0], let start = values[1].whole, let length = values[2].whole else {
                return .null
            }
            return .string(substring(text, from: start, length: length))
        },
        "split": .table { evaluator, grids, span throws(ExpressionProblem) in
            try evaluator.build(evaluator.union(grids), isList: true, at: span) { row, pivot in
                guard case .string(let text) = grids[0].value(row, pivot),
                    case .string(let delimiter) = grids[1].value(row, pivot)
                else { return .null }
                return .list(ExpressionList(pieces(of: text, between: delimiter).map { .string($0) }))
            }
        },
        "to_string": .unary { .string($0.text) },
        "to_number": ofText { text in
            let number = trimmed(text)
            if let whole = Int64(number) { return .integer(whole) }
            // Double reads "inf", "nan" and hexadecimal too, which nobody means.
            guard number.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || [43, 45, 46, 69, 101].contains($0) }),
                let broken = Double(number)
            else { return .null }
            return .finite(broken)
        },
    ]

    private static func ofText(_ function: @escaping @Sendable (String) -> ExpressionValue) -> Computation {
        .unary { value in
            if case .string(let text) = value { return function(text) }
            return .null
        }
    }

    private static func ofTexts(_ function: @escaping @Sendable (String, String) -> ExpressionValue) -> Computation {
        .binary { left, right in
            if case .string(let a) = left, case .string(let b) = right { return function(a, b) }
            return .null
        }
    }

    /// Where `wanted` begins, in scalars from 0. By bytes: in UTF-8 no character lies inside of another.
    private static func find(_ wanted: String, in text: String) -> Int? {
        guard let found = places(of: Array(wanted.utf8), in: Array(text.utf8), atMost: 1).first else { return nil }
        return text.utf8.prefix(found).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    /// Where `wanted` begins, in bytes, no two overlapping.
    private static func places(of wanted: [UInt8], in text: [UInt8], atMost limit: Int) -> [Int] {
        guard let first = wanted.first else { return [0] }
        var places: [Int] = []
        var start = 0
        while start + wanted.count <= text.count, places.count < limit {
            if text[start] == first, text[start..<start + wanted.count].elementsEqual(wanted) {
                places.append(start)
                start += wanted.count
            } else {
                start += 1
            }
        }
        return places
    }

    private static func pieces(of text: String, between delimiter: String) -> [String] {
        guard !delimiter.isEmpty else { return [text] }
        let bytes = Array(text.utf8)
        var pieces: [String] = []
        var start = 0
        for place in places(of: Array(delimiter.utf8), in: bytes, atMost: .max) {
            pieces.append(String(decoding: bytes[start..<place], as: UTF8.self))
            start = place + delimiter.utf8.count
        }
        return pieces + [String(decoding: bytes[start...], as: UTF8.self)]
    }

    /// From a place before the text only what reaches into it, as SQL has it.
    private static func substring(_ text: String, from start: Int64, length: Int64) -> String {
        guard length > 0 else { return "" }
        let (end, overflow) = start.addingReportingOverflow(length)
        let scalars = text.unicodeScalars
        let first = max(1, start)
        let last = overflow ? Int64.max : end
        guard last > first, first <= scalars.count else { return "" }
        let count = last - first
        return String(scalars.dropFirst(Int(first - 1)).prefix(Int(min(count, Int64(Int32.max)))))
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        var scalars = Substring(text).unicodeScalars
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }
}
