/// The bins of `/api/2/sessions/length`.
enum SessionLengthBins {
    /// In seconds, rising.
    static let usual = [0, 3, 10, 30, 60, 180, 600, 1_800, 3_600, 86_400]

    private static let units: [String: Double] = ["hours": 3_600, "minutes": 60, "seconds": 1]
    private static let most = 100

    /// The edges that `timeHistogramConfigBin…` asks for, in whole seconds; where these are missing, or make no bins within a
    /// day, the usual ones, as Amplitude documents it.
    static func edges(_ fields: FormFields) -> [Int] {
        func field(_ name: String) -> String? { fields["timeHistogramConfigBin" + name] }
        guard let unit = field("TimeUnit").flatMap({ units[$0] }),
            let least = seconds(field("Min"), unit), let longest = seconds(field("Max"), unit), least < longest
        else { return usual }
        let size: Int
        if let text = field("Size") {
            guard let given = seconds(text, unit), given > 0 else { return usual }
            size = given
        } else {
            // Ten bins of whole units, or fewer.
            let step = Int(unit)
            size = max(1, (longest - least + 10 * step - 1) / (10 * step)) * step
        }
        let count = (longest - least + size - 1) / size
        guard count <= most else { return usual }
        return (0..<count).map { least + $0 * size } + [longest]
    }

    /// - Returns: `nil` for what is no number, or longer than a day.
    private static func seconds(_ text: String?, _ unit: Double) -> Int? {
        guard let number = text.flatMap({ Double($0) }), (0...86_400).contains(number * unit) else { return nil }
        return Int((number * unit).rounded())
    }
}
