extension Double {
    /// The number nearest to an exact decimal, `unscaled / 10^scale`.
    package init(unscaled: Int128, scale: Int) {
        if (0...22).contains(scale), unscaled.magnitude <= 1 << 53 {
            // Both sides are exact, and so one division comes as near as can be; dividing by 10 again and again doesn't.
            self = Double(unscaled) / (0..<scale).reduce(1.0) { power, _ in power * 10 }
        } else {
            self = Double("\(unscaled)e\(-scale)") ?? Double(unscaled)
        }
    }
}
