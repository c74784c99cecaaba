internal import SQL

extension ExchangeRates {
    /// What is wrong with a line of the table.
    package struct Problem: Error, Hashable, Sendable {
        /// From 1.
        package var line: Int
        /// In a sentence for people.
        package var message: String
    }

    /// Reads a CSV with the header `date,currency,rate`: 2026-03-01, JPY and 0.0065 say that from that day on a yen is worth
    /// 0.0065 of the project's currency. Twelve digits behind the point count.
    /// - Returns: What the good lines say, and all that is wrong with the others, which are left out.
    package static func read(_ text: String) -> (rates: ExchangeRates, problems: [Problem]) {
        // A byte order mark is no part of the first name.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        var rates: [String: [Rate]] = [:]
        var problems: [Problem] = []
        var hasHeader = false
        var seen: [String: Int] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(bare)
            if cells == [""] { continue }
            guard hasHeader else {
                guard cells.map({ $0.lowercased() }) == ["date", "currency", "rate"] else {
                    let message = "The first line of exchange rates must be date,currency,rate."
                    return (ExchangeRates(), [Problem(line: index + 1, message: message)])
                }
                hasHeader = true
                continue
            }
            do throws(Problem) {
                let (currency, rate) = try self.rate(cells, line: index + 1)
                if let first = seen.updateValue(index + 1, forKey: "\(rate.day) \(currency)") {
                    throw Problem(
                        line: index + 1, message: "Line \(first) has a rate of \(currency) for \(cells[0]) already.")
                }
                rates[currency, default: []].append(rate)
            } catch {
                problems.append(error)
            }
        }
        if !hasHeader {
            problems.append(Problem(line: 1, message: "There are no exchange rates below date,currency,rate."))
        }
        return (ExchangeRates(rates), problems)
    }

    private static func rate(_ cells: [String], line: Int) throws(Problem) -> (currency: String, rate: Rate) {
        guard cells.count == 3 else {
            throw Problem(line: line, message: "An exchange rate has three cells: date,currency,rate.")
        }
        guard let day = day(of: cells[0]) else {
            throw Problem(line: line, message: "'\(cells[0])' is no date such as 2026-03-01.")
        }
        guard let currency = ProjectCurrency.code(cells[1]) else {
            throw Problem(line: line, message: "'\(cells[1])' is no currency of three letters, such as JPY.")
        }
        guard let value = value(of: cells[2]) else {
            throw Problem(
                line: line,
                message: "'\(cells[2])' is no rate: a number above 0 and below 100000000, such as 0.0065.")
        }
        return (currency, Rate(day: day, value: value))
    }

    /// A cell without blanks and quotes around it.
    private static func bare(_ cell: Substring) -> String {
        var cell = cell
        while let first = cell.first, first.isWhitespace || first == "\"" { cell.removeFirst() }
        while let last = cell.last, last.isWhitespace || last == "\"" { cell.removeLast() }
        return String(cell)
    }

    /// Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func day(of text: String) -> Int32? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
        guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = shifted / 400 * 146_097 + dayOfEra - 719_468
        // 31 February is another day.
        return CivilText.date(days: days) == text ? Int32(clamping: days) : nil
    }

    /// A decimal number in units of 10⁻¹², rounded to them.
    private static func value(of text: String) -> Int128? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, (1...8).contains(whole.utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
        else { return nil }
        let digits = parts.count == 2 ? String(parts[1]) : ""
        let zeros = String(repeating: "0", count: max(0, 12 - digits.utf8.count))
        guard var value = Int128("\(whole)\(digits.prefix(12))\(zeros)") else { return nil }
        if let next = digits.dropFirst(12).first, next >= "5" { value += 1 }
        return value > 0 && value < one * 100_000_000 ? value : nil
    }
}
