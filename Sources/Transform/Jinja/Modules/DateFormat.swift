/// The formats of `strftime` and `strptime`.
struct DateFormat {
    private let format: [Unicode.Scalar]

    init(_ format: String) { self.format = Array(format.unicodeScalars) }

    func text(of time: JinjaDateTime) throws(JinjaError) -> String {
        var text = ""
        var index = 0
        while index < format.count {
            let scalar = format[index]
            index += 1
            guard scalar == "%", index < format.count else {
                text.unicodeScalars.append(scalar)
                continue
            }
            var directive = format[index]
            index += 1
            // %-d and the like: without the zeros.
            let isPlain = directive == "-" && index < format.count
            if isPlain {
                directive = format[index]
                index += 1
            }
            guard var part = DateFormat.part(directive, of: time) else {
                throw DateFormat.unknown(directive)
            }
            if isPlain, part.utf8.allSatisfy(Lexer.isDigit) { part = Int(part).map(String.init) ?? part }
            text += part
        }
        return text
    }

    private static func unknown(_ directive: Unicode.Scalar) -> JinjaError {
        JinjaError(.value, "'%\(directive)' is no directive of a date format; write '%%' for a percent sign")
    }

    private static func part(_ directive: Unicode.Scalar, of time: JinjaDateTime) -> String? {
        let (year, month, day) = time.civil
        let dayOfYear = time.days - CivilDate.days(year: year, month: 1, day: 1)
        let date = "\(padded(month, 2))/\(padded(day, 2))/\(padded(year % 100, 2))"
        let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
        let weekdayName = CivilDate.weekdays[time.weekday]
        switch directive {
        case "Y": return String(year)
        case "m": return padded(month, 2)
        case "d": return padded(day, 2)
        case "e": return (day < 10 ? " " : "") + String(day)
        case "H": return padded(time.hour, 2)
        case "I": return padded((time.hour + 11) % 12 + 1, 2)
        case "M": return padded(time.minute, 2)
        case "S": return padded(time.second, 2)
        case "f": return padded(time.microsecond, 6)
        case "y": return padded(year % 100, 2)
        case "b", "h": return String(CivilDate.months[month - 1].prefix(3))
        case "B": return CivilDate.months[month - 1]
        case "a": return String(weekdayName.prefix(3))
        case "A": return weekdayName
        case "j": return padded(dayOfYear + 1, 3)
        case "p": return time.hour < 12 ? "AM" : "PM"
        case "z": return time.offset.map { JinjaDateTime.zoneText($0, separator: "") } ?? ""
        case "Z":
            return time.offset.map { $0 == 0 ? "UTC" : "UTC" + JinjaDateTime.zoneText($0, separator: ":") } ?? ""
        case "u": return String(time.weekday + 1)
        case "w": return String((time.weekday + 1) % 7)
        case "U": return padded((dayOfYear + 7 - (time.weekday + 1) % 7) / 7, 2)
        case "W": return padded((dayOfYear + 7 - time.weekday) / 7, 2)
        case "V": return padded(isoWeek(time).week, 2)
        case "G": return String(isoWeek(time).year)
        case "s": return String(floorDivision(time.epochMicroseconds, 1_000_000).quotient)
        case "F": return "\(year)-\(padded(month, 2))-\(padded(day, 2))"
        case "T", "X": return clock
        case "R": return String(clock.prefix(5))
        case "D", "x": return date
        case "c":
            return "\(weekdayName.prefix(3)) \(CivilDate.months[month - 1].prefix(3)) "
                + (day < 10 ? " " : "") + "\(day) \(clock) \(year)"
        case "n": return "\n"
        case "t": return "\t"
        case "%": return "%"
        default: return nil
        }
    }

    /// The week of ISO 8601: that of its Thursday.
    private static func isoWeek(_ time: JinjaDateTime) -> (year: Int, week: Int) {
        let thursday = time.days - time.weekday + 3
        let year = CivilDate.civil(thursday).year
        return (year, (thursday - CivilDate.days(year: year, month: 1, day: 1)) / 7 + 1)
    }

    /// Reads a time; an error says what doesn't fit.
    func time(from text: String) throws(JinjaError) -> JinjaDateTime {
        var reader = TimeReader(text: Array(text.unicodeScalars))
        var index = 0
        var fits = true
        while index < format.count, fits {
            let scalar = format[index]
            index += 1
            if ByteText.isSpace(scalar) {
                fits = reader.skipSpace()
            } else if scalar == "%", index < format.count {
                fits = try reader.read(format[index])
                index += 1
            } else {
                fits = reader.skip(scalar)
            }
        }
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: format)
        guard fits, reader.isAtEnd else {
            throw JinjaError(.value, "the text \(ValueWriter.quoted(text)) does not have the form '\(String(shown))'")
        }
        return try reader.time()
    }
}

/// Takes the parts of a time from a text.
struct TimeReader {
    private let text: [Unicode.Scalar]
    private var index = 0
    private var parts = [1900, 1, 1, 0, 0, 0, 0]
    private var isAfternoon: Bool?
    private var dayOfYear: Int?
    private var offset: Int?

    init(text: [Unicode.Scalar]) { self.text = text }

    var isAtEnd: Bool { index == text.count }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard index < text.count, text[index] == scalar else { return false }
        index += 1
        return true
    }

    mutating func skipSpace() -> Bool {
        let start = index
        while index < text.count, ByteText.isSpace(text[index]) { index += 1 }
        return index > start
    }

    /// Whether the directive fits here.
    mutating func read(_ directive: Unicode.Scalar) throws(JinjaError) -> Bool {
        switch directive {
        case "Y": return put(0, digits(4, atLeast: 4))
        case "m": return put(1, digits(2))
        case "d", "e": return put(2, digits(2))
        case "H", "I": return put(3, digits(2))
        case "M": return put(4, digits(2))
        case "S": return put(5, digits(2))
        case "f":
            let start = index
            guard var fraction = digits(6) else { return false }
            for _ in (index - start)..<6 { fraction *= 10 }
            return put(6, fraction)
        case "y": return put(0, digits(2, atLeast: 2).map { $0 < 69 ? 2000 + $0 : 1900 + $0 })
        case "b", "B", "h": return put(1, name(CivilDate.months, isShort: directive != "B").map { $0 + 1 })
        case "a", "A": return name(CivilDate.weekdays, isShort: directive == "a") != nil
        case "p":
            guard let half = name(["AM", "PM"], isShort: false) else { return false }
            isAfternoon = half == 1
            return true
        case "j":
            dayOfYear = digits(3)
            return dayOfYear != nil
        case "z": return zone()
        case "Z": return name(["UTC", "GMT"], isShort: false) != nil
        case "F":
            for part: Unicode.Scalar in ["Y", "-", "m", "-", "d"] {
                guard part == "-" ? skip(part) : try read(part) else { return false }
            }
            return true
        case "T":
            for part: Unicode.Scalar in ["H", ":", "M", ":", "S"] {
                guard part == ":" ? skip(part) : try read(part) else { return false }
            }
            return true
        case "%": return skip("%")
        default: throw JinjaError(.value, "'%\(directive)' is no directive that a date can be read with")
        }
    }

    func time() throws(JinjaError) -> JinjaDateTime {
        var parts = parts
        if let isAfternoon { parts[3] = parts[3] % 12 + (isAfternoon ? 12 : 0) }
        if let dayOfYear {
            let date = CivilDate.civil(CivilDate.days(year: parts[0], month: 1, day: 1) + dayOfYear - 1)
            (parts[1], parts[2]) = (date.month, date.day)
        }
        return try JinjaDateTime.make(parts, offset: offset, isDate: false)
    }

    private mutating func put(_ part: Int, _ number: Int?) -> Bool {
        guard let number else { return false }
        parts[part] = number
        return true
    }

    private mutating func digits(_ most: Int, atLeast least: Int = 1) -> Int? {
        var number = 0
        let start = index
        while index < text.count, index - start < most,
            let digit = text[index].properties.numericType == .decimal
                ? Int(String(text[index])) : nil
        {
            number = number * 10 + digit
            index += 1
        }
        return index - start >= least ? number : nil
    }

    private mutating func name(_ names: [String], isShort: Bool) -> Int? {
        for (position, name) in names.enumerated() {
            let wanted = isShort ? String(name.prefix(3)) : name
            let end = index + wanted.unicodeScalars.count
            guard end <= text.count else { continue }
            var found = String.UnicodeScalarView()
            found.append(contentsOf: text[index..<end])
            if String(found).lowercased() == wanted.lowercased() {
                index = end
                return position
            }
        }
        return nil
    }

    private mutating func zone() -> Bool {
        if skip("Z") {
            offset = 0
            return true
        }
        let isWest = skip("-")
        guard isWest || skip("+"), let hours = digits(2, atLeast: 2) else { return false }
        _ = skip(":")
        guard let minutes = digits(2, atLeast: 2), hours < 24, minutes < 60 else { return false }
        offset = (hours * 60 + minutes) * (isWest ? -60 : 60)
        return true
    }
}
