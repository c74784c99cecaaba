extension FilterWriter {
    static func expression(for filter: LocationFilter) -> String {
        switch filter {
        case .point(let place): text(place)
        case .circle(let place, let distance, let units):
            "\(text(distance)) \(units.words) from \(text(place))"
        case .box(let box):
            "inside box from \(text(box.north)), \(text(box.west)) to \(text(box.south)), \(text(box.east))"
        case .isNull: "NULL"
        case .isNotNull: "NOT NULL"
        }
    }

    private static func text(_ place: Coordinates) -> String { "\(text(place.latitude)), \(text(place.longitude))" }

    /// The shortest digits that give this very number again, without a needless point.
    static func text(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? number.description
    }
}

extension LocationFilter {
    var sentence: String {
        switch self {
        case .isNull: "is null"
        case .isNotNull: "is not null"
        case .point: "is " + FilterWriter.expression(for: self)
        case .circle: "is within " + FilterWriter.expression(for: self).replacing(" from ", with: " of ")
        case .box: "is " + FilterWriter.expression(for: self)
        }
    }
}

extension DistanceUnit {
    /// As filters name it.
    var words: String { self == .nauticalMiles ? "nautical miles" : rawValue }
}
