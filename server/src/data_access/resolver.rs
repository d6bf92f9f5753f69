//! Names to addresses.
//!
//! The HTTP client connects to what its resolver gives and to nothing else, so a check here cannot be got round: there
//! is no second look-up that a name server could answer otherwise (DNS rebinding).

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::PolicyRefusal;
use super::public_address::is_public_address;

/// Whoever resolves names.
#[derive(Clone)]
pub(super) struct Resolver(pub(super) Arc<dyn Resolve>);

impl fmt::Debug for Resolver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Resolver").finish_non_exhaustive()
    }
}

/// Asks the operating system.
#[derive(Debug, Clone, Copy)]
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // Port 0: the client puts that of the URL in its place.
            let addresses = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let addresses: Vec<SocketAddr> = addresses.collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// Refuses a name with as much as one address that is not public: the client would try one after the other.
#[derive(Debug)]
pub(super) struct PublicResolver(pub(super) Resolver);

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let resolving = self.0.0.resolve(name);
        Box::pin(async move {
            let addresses: Vec<_> = resolving.await?.collect();
            if addresses
                .iter()
                .any(|address| !is_public_address(address.ip()))
            {
                return Err(PolicyRefusal::PrivateAddress.into());
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Answers each look-up with the next of these.
    struct Answers(Mutex<Vec<Vec<&'static str>>>);

    impl Resolve for Answers {
        fn resolve(&self, _: Name) -> Resolving {
            let addresses: Vec<SocketAddr> = self
                .0
                .lock()
                .unwrap()
                .remove(0)
                .iter()
                .map(|address| SocketAddr::new(address.parse().unwrap(), 0))
                .collect();
            Box::pin(async move { Ok(Box::new(addresses.into_iter()) as Addrs) })
        }
    }

    fn resolver(answers: &[&[&'static str]]) -> PublicResolver {
        let answers = answers.iter().map(|answer| answer.to_vec()).collect();
        PublicResolver(Resolver(Arc::new(Answers(Mutex::new(answers)))))
    }

    async fn resolved(resolver: &PublicResolver) -> Result<Vec<String>, PolicyRefusal> {
        let answer = resolver.resolve("shop.example".parse().unwrap()).await;
        match answer {
            Ok(addresses) => Ok(addresses.map(|address| address.ip().to_string()).collect()),
            Err(error) => Err(*error.downcast().unwrap()),
        }
    }

    #[tokio::test]
    async fn public_addresses_are_handed_on() {
        let resolver = resolver(&[&["93.184.216.34", "2606:4700::1"]]);
        assert_eq!(
            resolved(&resolver).await,
            Ok(vec!["93.184.216.34".to_owned(), "2606:4700::1".to_owned()])
        );
    }

    #[tokio::test]
    async fn one_private_address_among_public_ones_refuses_the_name() {
        for private in ["127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1"] {
            let resolver = resolver(&[&["93.184.216.34", private]]);
            assert_eq!(
                resolved(&resolver).await,
                Err(PolicyRefusal::PrivateAddress),
                "{private}"
            );
        }
    }

    #[tokio::test]
    async fn a_name_that_changes_its_mind_is_checked_each_time() {
        let resolver = resolver(&[&["93.184.216.34"], &["169.254.169.254"]]);
        assert!(resolved(&resolver).await.is_ok());
        assert_eq!(
            resolved(&resolver).await,
            Err(PolicyRefusal::PrivateAddress)
        );
    }
}
