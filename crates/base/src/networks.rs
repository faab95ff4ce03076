//! Networks of addresses, as settings name them.

use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// Any number of networks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

/// An address and how many of its bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u32,
}

impl Networks {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the address is in one of them.
    pub fn hold(&self, address: IpAddr) -> bool {
        self.0.iter().any(|it| it.holds(address))
    }
}

impl FromStr for Networks {
    type Err = ();

    /// Reads addresses and networks (`10.0.0.0/8`), with commas or spaces between them.
    fn from_str(text: &str) -> Result<Self, ()> {
        let words = text.split([',', ' ']).filter(|it| !it.is_empty());
        words.map(Network::from_str).collect::<Result<_, _>>().map(Self)
    }
}

impl Network {
    fn holds(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                (ours.to_bits() ^ theirs.to_bits()).leading_zeros() >= self.bits
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => {
                (ours.to_bits() ^ theirs.to_bits()).leading_zeros() >= self.bits
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(it, bits)| (it, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| ())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |it| it.parse().map_err(|_| ()))?;
        if bits <= most { Ok(Self { address, bits }) } else { Err(()) }
    }
}

/// The network that one subscriber has: an IPv4 address, or the /64 of an IPv6 address.
pub fn subscriber(address: IpAddr) -> Ipv6Addr {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_ipv6_mapped(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_network_is_refused() {
        for bad in ["proxy.example", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0/8", "10.0.0.0/-1"] {
            assert!(bad.parse::<Networks>().is_err(), "{bad}");
        }
        assert!("".parse::<Networks>().is_ok_and(|it| it.is_empty()));
        let some: Networks = " 10.0.0.0/8,::1 ".parse().unwrap();
        for (address, held) in [("10.9.8.7", true), ("11.0.0.1", false), ("::1", true), ("::2", false)] {
            assert_eq!(some.hold(address.parse().unwrap()), held, "{address}");
        }
    }
}
