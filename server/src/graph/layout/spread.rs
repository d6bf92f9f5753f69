//! Things in a line that want to be somewhere, and have to keep their distance.

/// One thing in a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wish {
    /// Where it wants to be.
    pub place: f64,
    /// How much it wants that.
    pub weight: f64,
    /// How far it has to be from the one before it.
    pub distance: f64,
}

/// The places, in the same order and at their distances, that together are nearest to the wishes: least squares, by
/// pooling neighbours that would collide.
pub(super) fn spread(wishes: &[Wish]) -> Vec<f64> {
    struct Pool {
        sum: f64,
        weight: f64,
        count: usize,
    }
    impl Pool {
        fn place(&self) -> f64 {
            self.sum / self.weight
        }
    }

    let mut pools: Vec<Pool> = Vec::new();
    let mut offsets = Vec::with_capacity(wishes.len());
    let mut offset = 0.0;
    for wish in wishes {
        if !offsets.is_empty() {
            offset += wish.distance;
        }
        offsets.push(offset);
        let mut pool = Pool {
            sum: (wish.place - offset) * wish.weight,
            weight: wish.weight,
            count: 1,
        };
        while let Some(before) = pools.pop_if(|before| before.place() > pool.place()) {
            pool.sum += before.sum;
            pool.weight += before.weight;
            pool.count += before.count;
        }
        pools.push(pool);
    }
    let places = pools
        .iter()
        .flat_map(|pool| std::iter::repeat_n(pool.place(), pool.count));
    places
        .zip(offsets)
        .map(|(place, offset)| place + offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(place: f64) -> Wish {
        Wish {
            place,
            weight: 1.0,
            distance: 10.0,
        }
    }

    #[test]
    fn who_has_room_gets_the_wish() {
        assert_eq!(spread(&[wish(0.0), wish(50.0)]), [0.0, 50.0]);
    }

    #[test]
    fn who_collide_share_the_way_to_make() {
        assert_eq!(spread(&[wish(20.0), wish(20.0)]), [15.0, 25.0]);
    }

    #[test]
    fn the_order_is_kept_even_against_the_wishes() {
        assert_eq!(spread(&[wish(30.0), wish(10.0)]), [15.0, 25.0]);
    }

    #[test]
    fn a_heavier_wish_moves_less() {
        let heavy = Wish {
            weight: 3.0,
            ..wish(20.0)
        };
        assert_eq!(spread(&[heavy, wish(20.0)]), [17.5, 27.5]);
    }

    #[test]
    fn a_third_may_push_two() {
        let places = spread(&[wish(0.0), wish(10.0), wish(5.0)]);
        assert!(
            places
                .windows(2)
                .all(|pair| pair[1] - pair[0] >= 10.0 - 1e-9)
        );
    }
}
