extension ChartCalendar {
    /// From Monday, which is 1.
    static let weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// `Saturdays and Sundays`; `nil` for none.
    static func words(ofWeekdays days: Set<Int>) -> String? {
        let names = days.sorted().filter { (1...7).contains($0) }.map { weekdayNames[$0 - 1] + "s" }
        guard let last = names.last else { return nil }
        return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and " + last
    }
}
