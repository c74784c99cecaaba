/// Reads filters on places.
///
///     36.97, -122.03                                        this very point
///     40 miles from 36.97, -122.03                          a circle
///     inside box from 72.33, -173.14 to 14.39, -61.70       from its north-west to its south-east corner
///     NULL, NOT NULL, -NULL
struct LocationFilterParser {
    private static let units: [String: DistanceUnit] = [
        "mile": .miles, "miles": .miles, "kilometer": .kilometers, "kilometers": .kilometers, "meter": .meters,
        "meters": .meters, "foot": .feet, "feet": .feet, "yard": .yards, "yards": .yards,
    ]

    private var scanner: FilterScanner

    init(_ text: String) {
        scanner = FilterScanner(text)
    }

    mutating func parse() throws(FilterExpressionError) -> FieldFilter {
        while scanner.take(",") {}
        scanner.skipBlanks()
        if scanner.isAtEnd { return .any }
        let filter = try term()
        while scanner.take(",") {}
        scanner.skipBlanks()
        guard scanner.isAtEnd else { throw scanner.unexpected("the end: a location has one condition") }
        return .location(filter)
    }

    private mutating func term() throws(FilterExpressionError) -> LocationFilter {
        if scanner.takeWord("null") { return .isNull }
        if scanner.takeWord("inside") { return try box() }
        let isNegated = scanner.takeWord("not") || (!scanner.isAtNumber() && scanner.take("-"))
        if isNegated {
            guard scanner.takeWord("null") else { throw scanner.unexpected("NULL after NOT") }
            return .isNotNull
        }
        let start = scanner.offset
        let first = try number("a place, a distance, `inside box` or NULL")
        guard scanner.peekWord() != nil else {
            scanner.rewind(to: start)
            return .point(try place())
        }
        guard let units = try unit() else {
            throw scanner.unexpected("miles, kilometers, meters, feet, yards or nautical miles")
        }
        guard first >= 0 else { throw scanner.error("a distance can't be negative", at: start) }
        guard scanner.takeWord("from") else { throw scanner.unexpected("`from` and a place") }
        return .circle(try place(), distance: first, units: units)
    }

    private mutating func unit() throws(FilterExpressionError) -> DistanceUnit? {
        if scanner.takeWord("nautical") {
            guard scanner.takeWord("miles") || scanner.takeWord("mile") else {
                throw scanner.unexpected("`miles` after `nautical`")
            }
            return .nauticalMiles
        }
        return scanner.takeWord(Self.units)
    }

    private mutating func box() throws(FilterExpressionError) -> LocationFilter {
        guard scanner.takeWord("box"), scanner.takeWord("from") else { throw scanner.unexpected("`box from` a place") }
        let first = try place()
        guard scanner.takeWord("to") else { throw scanner.unexpected("`to` and the other corner") }
        let second = try place()
        return .box(
            LocationBox(
                north: max(first.latitude, second.latitude), west: first.longitude,
                south: min(first.latitude, second.latitude), east: second.longitude))
    }

    private mutating func place() throws(FilterExpressionError) -> Coordinates {
        let latitude = try degrees("latitude", upTo: 90)
        guard scanner.take(",") else { throw scanner.unexpected("a comma and the longitude") }
        return Coordinates(latitude: latitude, longitude: try degrees("longitude", upTo: 180))
    }

    private mutating func degrees(_ name: String, upTo limit: Double) throws(FilterExpressionError) -> Double {
        scanner.skipBlanks()
        let start = scanner.offset
        let value = try number("a \(name)")
        guard value.magnitude <= limit else {
            throw scanner.error("a \(name) is between -\(Int(limit)) and \(Int(limit))", at: start)
        }
        return value
    }

    private mutating func number(_ expectation: String) throws(FilterExpressionError) -> Double {
        guard scanner.isAtNumber() else { throw scanner.unexpected(expectation) }
        let start = scanner.offset
        guard let value = Double(try scanner.takeNumber().text), value.isFinite else {
            throw scanner.error("the number is too large", at: start)
        }
        // There is one zero.
        return value == 0 ? 0 : value
    }
}
