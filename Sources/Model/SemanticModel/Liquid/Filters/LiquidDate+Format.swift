extension LiquidDate {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// `%-d` has no padding, `%_d` blanks, `%^b` capitals; a width may follow. What is no directive stays.
    func formatted(_ format: String) -> String {
        var result = String.UnicodeScalarView()
        var scalars = Array(format.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "%" else {
                result.append(scalar)
                continue
            }
            let start = scalars
            var style = Style()
            while let flag = scalars.first, "-0^_".unicodeScalars.contains(flag) {
                if flag == "^" { style.isUppercase = true } else { style.padding = flag }
                scalars.removeFirst()
            }
            while let digit = scalars.first, digit.isASCIIDigit, style.width < 10 {
                style.width = style.width * 10 + Int(digit.value - 0x30)
                scalars.removeFirst()
            }
            if let directive = scalars.popFirst(), let text = text(of: directive, style) {
                result.append(contentsOf: text.unicodeScalars)
            } else {
                result.append(scalar)
                scalars = start
            }
        }
        return String(result)
    }

    private struct Style {
        var padding: Unicode.Scalar?
        var width = 0
        var isUppercase = false

        func number(_ value: Int64, _ digits: Int, padding standard: Unicode.Scalar = "0") -> String {
            let text = String(value)
            let padding = padding ?? standard
            guard padding != "-" else { return text }
            let missing = max(digits, width) - text.utf8.count
            return String(repeating: padding == "_" ? " " : "0", count: max(0, missing)) + text
        }

        func word(_ text: String) -> String {
            let text = isUppercase ? text.uppercased() : text
            return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
        }
    }

    private func text(of directive: Unicode.Scalar, _ style: Style) -> String? {
        let days = CivilCalendar.floorDivide(time, CivilCalendar.microsecondsPerDay)
        let microseconds = time - days * CivilCalendar.microsecondsPerDay
        let seconds = microseconds / CivilCalendar.microsecondsPerSecond
        let fraction = microseconds % CivilCalendar.microsecondsPerSecond
        let hour = seconds / 3_600
        let date = CivilCalendar.date(days: days)
        let weekday = CivilCalendar.isoWeekday(days: days)
        let dayOfYear = days - CivilCalendar.days(year: date.year, month: 1, day: 1) + 1
        switch directive {
        case "Y": return style.number(date.year, 4)
        case "C": return style.number(date.year / 100, 2)
        case "y": return style.number(date.year % 100, 2)
        case "m": return style.number(date.month, 2)
        case "B": return style.word(Self.months[Int(date.month) - 1])
        case "b", "h": return style.word(String(Self.months[Int(date.month) - 1].prefix(3)))
        case "d": return style.number(date.day, 2)
        case "e": return style.number(date.day, 2, padding: "_")
        case "j": return style.number(dayOfYear, 3)
        case "H": return style.number(hour, 2)
        case "k": return style.number(hour, 2, padding: "_")
        case "I": return style.number((hour + 11) % 12 + 1, 2)
        case "l": return style.number((hour + 11) % 12 + 1, 2, padding: "_")
        case "M": return style.number(seconds / 60 % 60, 2)
        case "S": return style.number(seconds % 60, 2)
        case "L": return style.number(fraction / 1_000, 3)
        case "N": return style.number(fraction, 6) + "000"
        case "p": return style.word(hour < 12 ? "AM" : "PM")
        case "P": return style.word(hour < 12 ? "am" : "pm")
        case "A": return style.word(Self.weekdays[Int(weekday) - 1])
        case "a": return style.word(String(Self.weekdays[Int(weekday) - 1].prefix(3)))
        case "u": return style.number(weekday, 1)
        case "w": return style.number(weekday % 7, 1)
        case "U": return style.number((dayOfYear + 6 - weekday % 7) / 7, 2)
        case "W": return style.number((dayOfYear + 7 - weekday) / 7, 2)
        case "V": return style.number(isoWeek(days, weekday).week, 2)
        case "G": return style.number(isoWeek(days, weekday).year, 4)
        case "s": return style.number(CivilCalendar.floorDivide(time, 1_000_000) - zone, 1)
        case "z":
            let minutes = abs(zone) / 60
            return (zone < 0 ? "-" : "+") + Style().number(minutes / 60 * 100 + minutes % 60, 4)
        case "Z": return zone == 0 ? "UTC" : ""
        case "F": return formatted("%Y-%m-%d")
        case "T", "X": return formatted("%H:%M:%S")
        case "R": return formatted("%H:%M")
        case "r": return formatted("%I:%M:%S %p")
        case "D", "x": return formatted("%m/%d/%y")
        case "c": return formatted("%a %b %e %H:%M:%S %Y")
        case "n": return "\n"
        case "t": return "\t"
        case "%": return "%"
        default: return nil
        }
    }

    /// The week belongs to the year that has its Thursday.
    private func isoWeek(_ days: Int64, _ weekday: Int64) -> (year: Int64, week: Int64) {
        let thursday = days - weekday + 4
        let year = CivilCalendar.date(days: thursday).year
        return (year, (thursday - CivilCalendar.days(year: year, month: 1, day: 1)) / 7 + 1)
    }
}
